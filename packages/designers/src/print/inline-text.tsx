import { say, type LocalizedText } from '@mortise/errors'
import { useLocale, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { CSSProperties, ReactNode } from 'react'
import { ChipsBox } from '../kit/chips-box.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { blockAt } from './commands.ts'
import { messages } from './messages.ts'
import type { PrintEditor } from './use-print-editor.ts'

/** The setting of a block that is its text, if it has one: the first that takes a text with fields. */
export function textSetting(
  editor: PrintEditor,
  at: string,
  kit: ReturnType<typeof useWorkbench>['kit'],
): string | undefined {
  const type = kit.blocks.find(blockAt(editor.print, at)?.type ?? '')
  return type?.settings.find(({ settings }) => settings?.['editor'] === 'template')?.key
}

/** The text of a block written where it stands on the page; fields in it are chips that are put in and taken out whole. */
export function InlineText({
  editor,
  at,
  setting,
  style,
  onDone,
}: {
  readonly editor: PrintEditor
  readonly at: string
  readonly setting: string
  readonly style: CSSProperties
  readonly onDone: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const value = blockAt(editor.print, at)?.[setting]
  const end = (): void => {
    editor.draft.seal()
    onDone()
  }
  const write = (text: string): void => {
    const both = typeof value === 'object' && value !== null
    editor.shape(at, { [setting]: both ? { ...value, [locale]: text } : text }, `write ${at} ${setting}`)
  }
  return (
    <div
      className="d-inline"
      style={style}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
      onBlur={(event) => {
        const next = event.relatedTarget as HTMLElement | null
        // A menu of fields opens outside of this box.
        if (next === null || event.currentTarget.contains(next) || next.closest('.ant-dropdown') !== null)
          return
        end()
      }}
    >
      <ChipsBox
        className="d-inline-text"
        value={say((value ?? '') as LocalizedText, locale)}
        entity={editor.print.entity}
        label={t('writing', { name: editor.nameAt(at) })}
        focus
        onChange={write}
        onEnd={end}
      >
        <Button size="small" type="primary" onClick={end}>
          {t('done')}
        </Button>
      </ChipsBox>
    </div>
  )
}
