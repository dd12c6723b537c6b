import type { DryRun, ImportUpload } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { ErrorState, PageHeader, Skeleton, useLocale, useNarrow, useNavigator, useT } from '@mortise/ui'
import { Steps } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/import.css'
import { pluralOf } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { CheckStep } from './check-step.tsx'
import { type Mapping, MapStep } from './map-step.tsx'
import { messages } from './messages.ts'
import { RunStep } from './run-step.tsx'
import { UploadStep } from './upload-step.tsx'
import { useLeftImport } from './use-left-import.ts'

/** Brings a table of records in: file, columns, dry run, import. Nothing is written before the last step. */
export function ImportWizard({ entity }: { readonly entity: EntityModel }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const narrow = useNarrow()
  const { go } = useNavigator()
  const [step, setStep] = useState(0)
  const [file, setFile] = useState<ImportUpload>()
  const [dryRun, setDryRun] = useState<DryRun>()
  const [mapping, setMapping] = useState<Mapping>({})
  const [runRules, setRunRules] = useState(true)
  const name = pluralOf(entity, locale)
  // Whoever reloads the page, or comes back to it, goes on where they were.
  const left = useLeftImport(file?.id, (was) => {
    setFile(was.file)
    setDryRun(was.dryRun)
    setMapping(was.file.suggested)
    setRunRules(was.file.remembered?.runRules ?? true)
    setStep(was.step)
  })
  const at = (id: string | undefined): void =>
    go(paths.importFile(entity.key) + (id === undefined ? '' : `?import=${id}`), { replace: true })
  const again = (): void => {
    setFile(undefined)
    setStep(0)
    at(undefined)
  }
  return (
    <>
      <PageHeader title={t('title', { name })} />
      <div className="m-page m-import">
        <Steps
          size="small"
          responsive={false}
          titlePlacement={narrow ? 'vertical' : 'horizontal'}
          current={step}
          items={[t('stepUpload'), t('stepMap'), t('stepCheck'), t('stepRun')].map((title) => ({ title }))}
        />
        {left.loading ? (
          <Skeleton shape="lines" count={6} />
        ) : left.error !== undefined && file === undefined ? (
          <ErrorState error={left.error} onRetry={() => at(undefined)} />
        ) : step === 0 || file === undefined ? (
          <UploadStep
            entity={entity}
            onDone={(upload) => {
              setFile(upload)
              setStep(1)
              at(upload.id)
            }}
          />
        ) : step === 1 ? (
          <MapStep
            entity={entity}
            file={file}
            onBack={again}
            key={JSON.stringify(file.form)}
            onRead={setFile}
            onDone={(done) => {
              setRunRules(done.runRules)
              setMapping(done.mapping)
              setFile({ ...file, suggested: done.mapping, remembered: { ...file.remembered, ...done.said } })
              setDryRun(done.dryRun)
              setStep(2)
            }}
          />
        ) : step === 2 && dryRun !== undefined ? (
          <CheckStep
            {...{ file, entity, mapping, dryRun, runRules }}
            onChange={setDryRun}
            onBack={() => setStep(1)}
            onDone={() => setStep(3)}
          />
        ) : (
          <RunStep id={file.id} entity={entity} name={name} onAgain={again} />
        )}
      </div>
    </>
  )
}
