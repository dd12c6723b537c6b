import type { DryRun, ImportUpload } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { PageHeader, useLocale, useNarrow, useT } from '@mortise/ui'
import { Steps } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/import.css'
import { pluralOf } from '../workspace/metadata.tsx'
import { CheckStep, RunStep } from './check-step.tsx'
import { MapStep } from './map-step.tsx'
import { messages } from './messages.ts'
import { UploadStep } from './upload-step.tsx'

/** Brings a table of records in: file, columns, dry run, import. Nothing is written before the last step. */
export function ImportWizard({ entity }: { readonly entity: EntityModel }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const narrow = useNarrow()
  const [step, setStep] = useState(0)
  const [file, setFile] = useState<ImportUpload>()
  const [dryRun, setDryRun] = useState<DryRun>()
  const [runRules, setRunRules] = useState(true)
  const name = pluralOf(entity, locale)
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
        {step === 0 || file === undefined ? (
          <UploadStep
            entity={entity}
            onDone={(upload) => {
              setFile(upload)
              setStep(1)
            }}
          />
        ) : step === 1 ? (
          <MapStep
            entity={entity}
            file={file}
            onBack={() => setStep(0)}
            key={JSON.stringify(file.form)}
            onRead={setFile}
            onDone={(result, withRules) => {
              setRunRules(withRules)
              setDryRun(result)
              setStep(2)
            }}
          />
        ) : step === 2 && dryRun !== undefined ? (
          <CheckStep
            id={file.id}
            dryRun={dryRun}
            runRules={runRules}
            onBack={() => setStep(1)}
            onDone={() => setStep(3)}
          />
        ) : (
          <RunStep id={file.id} entity={entity} name={name} />
        )}
      </div>
    </>
  )
}
