import type { FaultCell } from '@mortise/client'
import { Icon, useT } from '@mortise/ui'
import { type KeyboardEvent, memo, type ReactNode } from 'react'
import { shownOf } from './fault-value.ts'
import { messages } from './messages.ts'
import { seenText } from './seen-text.ts'

/** What a row of the grid may ask of it. */
export type FaultActs = {
  readonly open: (cell: FaultCell) => void
  readonly undo: (cell: FaultCell) => void
}

/** The next cell that can be corrected, up or down. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const all = [
    ...(event.currentTarget.closest('table')?.querySelectorAll<HTMLElement>('.m-fault-value') ?? []),
  ]
  const next = all[all.indexOf(event.currentTarget) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

type RowProps = {
  readonly cell: FaultCell
  /** Whether the column is one of the file, so that there is something to correct. */
  readonly fixable: boolean
  readonly editor: ReactNode
  readonly acts: FaultActs
}

/** One cell that is wrong, or was: where it stands, what it says, and why that can't be. */
export const FaultRow: React.NamedExoticComponent<RowProps> = memo(function FaultRow({
  cell,
  fixable,
  editor,
  acts,
}: RowProps): ReactNode {
  const t = useT(messages)
  const fixed = cell.words !== undefined
  const text = shownOf(cell)
  return (
    <tr data-right={cell.message === null} data-open={editor !== null}>
      <th scope="row" className="m-fault-line">
        <span className="m-only-narrow">{t('inFile', { line: cell.line })}</span>
        <span className="m-only-wide">{cell.line}</span>
      </th>
      <td data-label={t('faultColumn')} className="m-fault-column">
        <bdi>{cell.column === '' ? t('wholeRow') : seenText(cell.column)}</bdi>
      </td>
      <td data-label={t('faultValue')}>
        {editor ?? (
          <div className="m-fault-cell">
            {fixable ? (
              <button
                type="button"
                className="m-fault-value"
                aria-label={t('editValue', { column: cell.column, line: cell.line, value: seenText(text) })}
                onClick={() => acts.open(cell)}
                onKeyDown={move}
              >
                <bdi>{text === '' ? <i>{t('emptyCell')}</i> : seenText(text)}</bdi>
                <Icon name="pencil" size={14} />
              </button>
            ) : (
              <bdi className="m-faint">{text === '' ? '—' : seenText(text)}</bdi>
            )}
            {fixed ? (
              <span className="m-fault-was">
                <bdi>{cell.original === '' ? t('emptyCell') : seenText(cell.original)}</bdi>
                <button type="button" className="m-plain-link" onClick={() => acts.undo(cell)}>
                  {t('undoFix')}
                </button>
              </span>
            ) : null}
          </div>
        )}
      </td>
      <td data-label={t('problem')} className="m-fault-why">
        {cell.message === null ? (
          <span className="m-fault-right">
            <Icon name="check" size={14} />
            {t('isRight')}
          </span>
        ) : (
          seenText(cell.message, 400)
        )}
      </td>
    </tr>
  )
})
