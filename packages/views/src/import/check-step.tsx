import type { DryRun, ImportUpload } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { EmptyState, Icon, useLocale, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { Counts } from './counts.tsx'
import { formatOf } from './format-of.ts'
import { FaultGrid } from './fault-grid.tsx'
import type { Mapping } from './map-step.tsx'
import { messages } from './messages.ts'
import { seenText } from './seen-text.ts'

/** What rules would do with the records, so that nobody starts a thousand tasks unawares. */
function RulePreview({
  dryRun,
  runRules,
}: {
  readonly dryRun: DryRun
  readonly runRules: boolean
}): ReactNode {
  const t = useT(messages)
  const { rules = [], rowsPreviewed = 0 } = dryRun
  const hit = rules.filter(({ matches }) => matches > 0)
  if (hit.length === 0) return null
  return (
    <section className="m-card m-import-rules">
      <h4>{t('rulesWould', { n: rowsPreviewed.toLocaleString('en-US') })}</h4>
      {runRules ? null : <p className="m-faint">{t('rulesOff')}</p>}
      <ul>
        {hit.map(({ rule, label, matches, actions }) => (
          <li key={rule}>
            <span>{label}</span>
            <span className="m-faint">
              {[
                t('ruleMatches', { n: matches.toLocaleString('en-US') }),
                ...actions.map((one) => `${one.label} ×${one.count.toLocaleString('en-US')}`),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Records that come into being because rows name them. */
function Made({ made }: { readonly made: NonNullable<DryRun['made']> }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkspace()
  const told = made.filter(({ count, refused }) => count > 0 || refused.length > 0)
  if (told.length === 0) return null
  return (
    <section className="m-card m-import-rules">
      {told.map(({ entity, count, refused }) => {
        const label = model.entity(entity)?.document.label
        const name = label === undefined ? entity : say(label, locale)
        return (
          <div key={entity}>
            {count === 0 ? null : <h4>{t('willMake', { n: count.toLocaleString('en-US'), name })}</h4>}
            {refused.length === 0 ? null : <p className="m-faint">{t('wontMake', { name })}</p>}
            <ul>
              {refused.map((one) => (
                <li key={one.name}>
                  <bdi className="m-import-value">{seenText(one.name)}</bdi>
                  <span className="m-faint">{one.message}</span>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

type CheckProps = {
  readonly file: ImportUpload
  readonly entity: EntityModel
  readonly mapping: Mapping
  readonly dryRun: DryRun
  readonly runRules: boolean
  readonly onChange: (dryRun: DryRun) => void
  readonly onBack: () => void
  readonly onDone: () => void
}

/** What the import would do, with every faulty cell, to be corrected on the spot. */
export function CheckStep(props: CheckProps): ReactNode {
  const { file, entity, mapping, dryRun, runRules, onChange, onBack, onDone } = props
  const { id } = file
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const [busy, setBusy] = useState<'start' | 'check'>()
  const columns = useMemo(() => new Set(file.columns.map(({ name }) => name)), [file])
  const { counts, errors } = dryRun
  const wrong = errors.filter(({ message }) => message !== null).length
  const work = async (what: 'start' | 'check', doing: () => Promise<void>): Promise<void> => {
    setBusy(what)
    try {
      await doing()
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    setBusy(undefined)
  }
  const start = async (): Promise<void> => {
    await client.imports.command(id, 'start')
    onDone()
  }
  const nothing = counts.create + counts.update + (dryRun.review ?? 0) === 0
  return (
    <>
      {file.total === 0 ? null : <Counts counts={counts} review={dryRun.review} />}
      {file.total === 0 ? (
        <EmptyState drawing="file" title={t('noRows')} text={t('noRowsText')} />
      ) : errors.length === 0 && !nothing ? (
        <p className="m-import-clean" role="status">
          <Icon name="check" size={16} />
          {t('allRight')}
        </p>
      ) : null}
      <Made made={dryRun.made ?? []} />
      <RulePreview dryRun={dryRun} runRules={runRules} />
      {errors.length === 0 ? null : <FaultGrid {...{ id, entity, dryRun, mapping, columns, onChange }} />}
      {counts.error > 0 && wrong === 0 ? <p className="m-faint">{t('moreFaults')}</p> : null}
      <footer className="m-import-foot">
        {counts.error === 0 ? null : (
          <Button href={client.imports.errorsUrl(id, formatOf(file.form))}>{t('errorFile')}</Button>
        )}
        {(dryRun.fixes ?? 0) === 0 ? null : (
          <Button
            loading={busy === 'check'}
            onClick={() => void work('check', async () => onChange(await client.imports.dryRun(id)))}
          >
            {t('checkAgain')}
          </Button>
        )}
        <span className="m-spring" />
        <Button onClick={onBack}>{t('back')}</Button>
        <Button
          type="primary"
          loading={busy === 'start'}
          disabled={nothing}
          onClick={() => void work('start', start)}
        >
          {t('start')}
        </Button>
      </footer>
    </>
  )
}
