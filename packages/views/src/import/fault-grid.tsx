import type { DryRun, FaultCell, ImportFix, ImportFixed } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, FieldModel } from '@mortise/schema'
import { HeadRow, SegmentedControl, useT, useToast } from '@mortise/ui'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { FaultEditor, type Said } from './fault-editor.tsx'
import { type FaultActs, FaultRow } from './fault-row.tsx'
import { cellKey, equalCells } from './fault-value.ts'
import { messages } from './messages.ts'
import { seenText } from './seen-text.ts'

type GridProps = {
  readonly id: string
  readonly entity: EntityModel
  readonly dryRun: DryRun
  /** Field by column. */
  readonly mapping: { readonly [column: string]: string }
  /** Columns of the file. */
  readonly columns: ReadonlySet<string>
  readonly onChange: (dryRun: DryRun) => void
}

/** So many are listed; there may be more. */
const mostListed = 1_000

const atLeast = (n: number): string => n.toLocaleString('en-US') + (n >= mostListed ? '+' : '')

/** Rows that were looked at again take the place of what was said of them. */
function merged(dryRun: DryRun, fixed: ImportFixed): DryRun {
  const again = Map.groupBy(fixed.errors, ({ index }) => index)
  const kept = dryRun.errors.filter(({ index }) => !again.has(index))
  const errors = [...kept, ...fixed.errors].toSorted((a, b) => a.index - b.index)
  const { counts, review = 0, fixes = 0 } = fixed
  return { ...dryRun, counts, review, fixes, errors }
}

/** Every cell that a dry run found wrong, to be corrected where it stands. */
export function FaultGrid({ id, entity, dryRun, mapping, columns, onChange }: GridProps): ReactNode {
  const { client, labels } = useWorkspace()
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  const toast = useToast()
  const [open, setOpen] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState<'all' | 'wrong'>('all')
  const box = useRef<HTMLDivElement>(null)
  const send = async (...fixes: readonly ImportFix[]): Promise<boolean> => {
    setBusy(true)
    try {
      onChange(merged(dryRun, await client.imports.fix(id, fixes)))
      return true
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
      return false
    } finally {
      setBusy(false)
    }
  }
  const targetOf = ({ type, document }: FieldModel): string | undefined =>
    ctx.types.find(type)?.target?.(document)
  const fieldOf = useRef((cell: FaultCell) => entity.field(mapping[cell.column] ?? ''))
  const latest = useRef(send)
  latest.current = send
  const acts = useMemo<FaultActs>(
    () => ({
      open: (cell) => {
        const field = fieldOf.current(cell)
        const target = field === undefined ? undefined : targetOf(field)
        if (target !== undefined && cell.words !== undefined && cell.shown !== undefined)
          labels.set(target, cell.words, cell.shown)
        setOpen(cellKey(cell))
      },
      undo: (cell) => {
        const { column, index, original } = cell
        // It may have been corrected by itself or with all of its kind.
        const back = { column, original, words: null }
        void latest.current({ ...back, index }, back)
      },
    }),
    [labels],
  )
  const close = (key: string): void => {
    setOpen(undefined)
    // The keyboard goes on where it was.
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(key)}"] .m-fault-value`)?.focus(),
    )
  }
  const save = async (cell: FaultCell, said: Said, all: boolean): Promise<void> => {
    const { column, index, original } = cell
    const place = all ? {} : { index }
    if (await send({ column, original, ...place, ...said })) close(cellKey(cell))
  }
  const wrong = dryRun.errors.filter(({ message }) => message !== null).length
  const isPlaced = ({ column }: FaultCell): boolean => column === '' || columns.has(column)
  const placed = dryRun.errors.filter(isPlaced)
  const cells = shown === 'all' ? placed : placed.filter((one) => one.message !== null)
  const homeless = Map.groupBy(
    dryRun.errors.filter((one) => !isPlaced(one)),
    ({ column, message }) => `${column} ${message ?? ''}`,
  )
  return (
    <section className="m-card m-faults" aria-label={t('faultsTitle')} ref={box}>
      <header className="m-row m-faults-head">
        <h4>{t('faultsTitle')}</h4>
        {placed.length === 0 ? null : (
          <span className="m-faint">
            {t('faultsText', {
              n: (dryRun.errors.length - wrong).toLocaleString('en-US'),
              wrong: atLeast(wrong),
            })}
          </span>
        )}
        <span className="m-spring" />
        {placed.length === 0 ? null : (
          <SegmentedControl
            label={t('faultsTitle')}
            value={shown}
            onChange={(next: 'all' | 'wrong') => setShown(next)}
            options={[
              { value: 'all', label: t('faultsAll') },
              { value: 'wrong', label: t('faultsWrong') },
            ]}
          />
        )}
      </header>
      {[...homeless.values()].map(([first, ...more]) =>
        first === undefined ? null : (
          <p key={cellKey(first)} className="m-error m-faults-homeless">
            {t('withoutColumn', {
              n: atLeast(more.length + 1),
              message: seenText(first.message ?? ''),
              field: say(entity.field(first.column)?.document.label ?? first.column, ctx.locale),
            })}
          </p>
        ),
      )}
      <div className="m-faults-body" hidden={placed.length === 0}>
        <table className="m-simple-table m-stacking">
          <HeadRow names={[t('line'), t('faultColumn'), t('faultValue'), t('problem')]} />
          {cells.map((cell) => {
            const key = cellKey(cell)
            return (
              <tbody key={key} data-cell={key}>
                <FaultRow
                  cell={cell}
                  fixable={columns.has(cell.column)}
                  acts={acts}
                  editor={
                    open === key ? (
                      <FaultEditor
                        {...{ cell, ctx, busy }}
                        field={fieldOf.current(cell)}
                        equals={equalCells(dryRun.errors, cell).length - 1}
                        onSave={(said, all) => void save(cell, said, all)}
                        onClose={() => close(key)}
                      />
                    ) : null
                  }
                />
              </tbody>
            )
          })}
        </table>
        {cells.length === 0 ? <p className="m-faint m-faults-none">{t('faultsNone')}</p> : null}
      </div>
    </section>
  )
}
