import { useLocale, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { blockAt } from '../blocks/tree.ts'
import { ChipsBox } from '../kit/chips-box.tsx'
import type { Looking } from './looking.ts'
import { messages } from './messages.ts'
import type { MailEditor } from './use-mail-editor.ts'
import { withWording, wordingIn } from './wording.ts'

/** The text of a block, written where it stands. */
export function BlockWriting({
  editor,
  at,
  setting: { key, rich },
  looking: { locale },
}: {
  readonly editor: MailEditor
  readonly at: string
  readonly setting: { readonly key: string; readonly rich: boolean }
  readonly looking: Looking
}): ReactNode {
  const t = useT(messages)
  const screen = useLocale()
  const name = editor.nameAt(at)
  const value = blockAt(editor.mail, at)?.[key]
  const end = (): void => editor.write(undefined)
  return (
    <div
      className="d-mail-writing"
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={(event) => {
        const next = event.relatedTarget as HTMLElement | null
        // Menus of fields and the box for an address open outside of this one.
        const menus = '.ant-dropdown, .ant-popover'
        if (next === null || event.currentTarget.contains(next) || next.closest(menus) !== null) return
        end()
      }}
    >
      <ChipsBox
        className={rich ? 'm-rich' : ''}
        value={wordingIn(value, locale)}
        entity={editor.mail.entity}
        label={t('writing', { name })}
        rich={rich}
        focus
        onChange={(text) =>
          editor.set(
            at,
            { [key]: withWording(value, text, { locale, screen }) },
            t('write', { name }),
            `write ${at} ${key} ${locale}`,
          )
        }
        onEnd={end}
      >
        <Button size="small" type="primary" onClick={end}>
          {t('done')}
        </Button>
      </ChipsBox>
    </div>
  )
}
