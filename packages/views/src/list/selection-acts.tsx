import { listed } from '@mortise/errors'
import type { FilterExpression } from '@mortise/client'
import { Icon, useConfirm, useT, useToast, laterPart } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, Suspense, useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { pluralOf, useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import type { BulkDialogKind } from './bulk-dialog.tsx'
import { MergeButton } from './merge-button.tsx'
import { messages } from './messages.ts'
import { PrintMenu } from './print-menu.tsx'
import type { SelectionProps } from './selection-bar.tsx'
import { type BulkOutcome, type BulkTarget, targetFilter, useBulk } from './use-bulk.ts'
import { estimatedFrom, useListCount } from './use-list-count.ts'

const BulkDialog = laterPart(async () => (await import('./bulk-dialog.tsx')).BulkDialog)
const BulkResult = laterPart(async () => (await import('./bulk-result.tsx')).BulkResult)

/** So many ids fit into the address of a file. */
const exportable = 200

/** What can be done with the selected records at once. */
export function SelectionActs(props: SelectionProps): ReactNode {
  const { entity, selected, records, filter, search, whole, onWhole, onDone } = props
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const rights = useRights(entity.key)
  const bulk = useBulk(entity)
  const [dialog, setDialog] = useState<BulkDialogKind>()
  const [result, setResult] = useState<BulkOutcome>()
  const count = useListCount(entity, { filter, search })
  const target: BulkTarget = whole ? { filter, search, count: count ?? 0 } : { ids: [...selected] }
  const n = whole ? (count ?? 0) : selected.size
  const words = (many: number): string => many.toLocaleString('en-US')
  const run = async (
    act: Parameters<typeof bulk.run>[1],
    told: { readonly word: 'assigned' | 'changed' | 'removed'; readonly bin?: boolean },
  ): Promise<void> => {
    setDialog(undefined)
    try {
      const outcome = await bulk.run(target, act)
      const undo = async (): Promise<void> => {
        const again: BulkTarget =
          'ids' in target ? target : { filter: removedSince(target, outcome, me.user.id), search, count: n }
        await bulk.run(again, { restore: true })
      }
      if (outcome.failed > 0 || outcome.state !== 'done') setResult(outcome)
      else onDone()
      toast({ text: t(told.word, { n: words(outcome.done) }), ...(told.bin === true ? { undo } : {}) })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
  }
  const { progress } = bulk
  const label = whole ? t('selectedAll', { n: words(n) }) : t('selected', { n: words(n) })
  return (
    <>
      <div className="m-selection" role="toolbar" aria-label={label}>
        {progress === undefined ? (
          <>
            <strong>{label}</strong>
            {!whole && count !== undefined && count > selected.size ? (
              <Button type="link" onClick={() => onWhole(true)}>
                {t(count >= estimatedFrom ? 'wholeAbout' : 'whole', { n: words(count) })}
              </Button>
            ) : null}
            {rights.update ? (
              <Button icon={<Icon name="pen-line" size={14} />} onClick={() => setDialog('edit')}>
                {t('bulkEdit')}
              </Button>
            ) : null}
            {rights.update && rights.fields['owner'] === 'write' ? (
              <Button icon={<Icon name="user-check" size={14} />} onClick={() => setDialog('assign')}>
                {t('assign')}
              </Button>
            ) : null}
            {rights.update && rights.delete && !whole ? (
              <MergeButton
                entity={entity}
                records={records.filter(({ id }) => selected.has(id))}
                onDone={onDone}
              />
            ) : null}
            {rights.export && (whole || n <= exportable) ? (
              <Button
                icon={<Icon name="download" size={14} />}
                href={client.records.exportUrl(
                  entity.key,
                  'xlsx',
                  whole ? filter : targetFilter(target),
                  whole ? search : undefined,
                )}
              >
                {t('export')}
              </Button>
            ) : null}
            {rights.print && !whole && n <= exportable ? (
              <PrintMenu entity={entity} ids={[...selected]} />
            ) : null}
            {rights.delete ? <DeleteButton {...props} n={n} onRun={run} /> : null}
            <Button type="text" onClick={onDone}>
              {t('clearSelection')}
            </Button>
          </>
        ) : (
          <>
            <strong aria-live="polite">
              {t('bulkProgress', { n: words(progress.done + progress.failed), of: words(progress.total) })}
            </strong>
            <progress
              max={Math.max(1, progress.total)}
              value={progress.done + progress.failed}
              aria-label={t('bulkRunning')}
            />
            <Button type="text" onClick={bulk.cancel}>
              {t('bulkStop')}
            </Button>
          </>
        )}
      </div>
      <Suspense fallback={null}>
        {dialog === undefined ? null : (
          <BulkDialog
            {...{ entity, n }}
            kind={dialog}
            onClose={() => setDialog(undefined)}
            onRun={(set) => void run({ set }, { word: dialog === 'assign' ? 'assigned' : 'changed' })}
          />
        )}
        {result === undefined ? null : (
          <BulkResult
            outcome={result}
            entity={entity}
            records={records}
            onClose={() => {
              setResult(undefined)
              onDone()
            }}
          />
        )}
      </Suspense>
    </>
  )
}

/** Of all that match, only those this person put into the bin with this act: what lay there before stays there. */
function removedSince(
  target: Exclude<BulkTarget, { readonly ids: readonly string[] }>,
  { since }: BulkOutcome,
  user: string,
): FilterExpression {
  return {
    and: [
      ...(target.filter === undefined ? [] : [target.filter]),
      { '>=': [{ var: 'updated_at' }, since ?? null] },
      { '==': [{ var: 'updated_by' }, user] },
    ],
  }
}

function DeleteButton({
  entity,
  records,
  selected,
  whole,
  n,
  onRun,
}: SelectionProps & {
  readonly n: number
  readonly onRun: (
    act: { readonly delete: true },
    told: { readonly word: 'removed'; readonly bin: boolean },
  ) => Promise<void>
}): ReactNode {
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  const confirm = useConfirm()
  const ask = async (): Promise<void> => {
    const some = records.filter((record) => whole || selected.has(record.id)).slice(0, 5)
    const names = listed(
      some.map((record) => String(record[entity.document.title] ?? '')),
      ctx.locale,
    )
    const body = t('removeBody', { names: names + (n > some.length ? ' …' : '') })
    const title = t('removeAsk', { n: n.toLocaleString('en-US'), name: pluralOf(entity, ctx.locale) })
    if (!(await confirm({ title, body, action: t('remove'), danger: true }))) return
    await onRun({ delete: true }, { word: 'removed', bin: entity.document.bin !== false })
  }
  return (
    <Button danger icon={<Icon name="trash-2" size={14} />} onClick={() => void ask()}>
      {t('remove')}
    </Button>
  )
}
