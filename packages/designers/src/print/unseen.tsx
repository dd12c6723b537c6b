import type { PrintRemark } from '@mortise/prints'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { blockAt, blocksIn, printParts } from './commands.ts'
import { messages } from './messages.ts'
import type { PrintEditor } from './use-print-editor.ts'

/** Blocks that leave nothing on the pages of this record: they are found here. */
export function Unseen({
  editor,
  seen,
  ready,
}: {
  readonly editor: PrintEditor
  readonly seen: ReadonlySet<string>
  readonly ready: boolean
}): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const hidden = printParts.flatMap((part) =>
    blocksIn(editor.print, `/${part}`)
      .map((block, index) => ({ block, at: `/${part}/${index}` }))
      .filter(({ block, at }) => !seen.has(at) && kit.blocks.find(block.type)?.page === undefined),
  )
  if (!ready || hidden.length === 0) return null
  return (
    <section className="d-unseen" onClick={(event) => event.stopPropagation()}>
      <h3 className="m-faint">{t('hiddenHere')}</h3>
      {hidden.map(({ at }) => (
        <button
          key={at}
          type="button"
          className="d-mini"
          aria-pressed={editor.selected.includes(at)}
          onClick={() => editor.select([at])}
        >
          {editor.nameAt(at)}
        </button>
      ))}
    </section>
  )
}

const faults = {
  kind: 'photoKind',
  broken: 'photoBroken',
  missing: 'photoMissing',
  large: 'photoLarge',
  many: 'photoMany',
} as const

/** What these pages leave short, each with the block to mend. */
export function LeftShort({
  editor,
  remarks,
}: {
  readonly editor: PrintEditor
  readonly remarks: readonly PrintRemark[]
}): ReactNode {
  const t = useT(messages)
  if (remarks.length === 0) return null
  const words = (one: PrintRemark): string => {
    if ('letters' in one) return t('lettersMissing', { letters: one.letters.join(' ') })
    if ('file' in one) return t(faults[one.fault], { file: one.file })
    return 'picture' in one ? t('pictureMissing', { picture: one.picture }) : t('unfit', { text: one.unfit })
  }
  return (
    <section className="d-unseen" onClick={(event) => event.stopPropagation()}>
      <h3 className="m-faint">{t('leftShort')}</h3>
      {remarks.map((one) => {
        const known = blockAt(editor.print, one.at) !== undefined
        return (
          <button
            key={`${one.at} ${words(one)}`}
            type="button"
            className="d-mini"
            aria-pressed={editor.selected.includes(one.at)}
            onClick={() => editor.select(known ? [one.at] : [])}
          >
            {`${known ? editor.nameAt(one.at) : t('print')}${t('colon')}${words(one)}`}
          </button>
        )
      })}
    </section>
  )
}
