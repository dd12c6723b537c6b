import type { PrintDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { useRef } from 'react'
import { messages } from './messages.ts'
import { marginsOf } from './page-settings.ts'
import type { PrintEditor } from './use-print-editor.ts'

type Margins = NonNullable<PrintDocument['page']['margins']>

const point = 72 / 25.4
const merge = 'margins'

/** Sets margins while one of their lines is dragged: told how many millimetres wider a side is than when that began. */
export function useMargins(editor: PrintEditor): (side: 0 | 1 | 2 | 3, by: number, ended: boolean) => void {
  const t = useT(messages)
  const before = useRef<Margins | undefined>(undefined)
  return (side, by, ended) => {
    const { draft, print } = editor
    before.current ??= marginsOf(print)
    if (ended && by === 0) draft.drop(merge)
    else {
      const wide = Math.max(0, Math.round(((before.current[side] ?? 0) + by * point) * 10) / 10)
      const margins = before.current.map((one, at) => (at === side ? wide : one)) as unknown as Margins
      const next = { ...print, page: { ...print.page, margins } }
      draft.commit({ print: next }, t('edit', { name: t('margins') }), merge)
    }
    if (!ended) return
    before.current = undefined
    draft.seal()
  }
}
