import { say } from '@mortise/errors'
import { Icon, IconButton, useLocale, useNavigator, useT } from '@mortise/ui'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'

/** Prints the record with what was said about it; a choice where there are several sheets, nothing where there is none. */
export function PrintButton({ entity, id }: { readonly entity: string; readonly id: string }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkspace()
  const { go } = useNavigator()
  const prints = model.documents('print').filter((print) => print.entity === entity)
  const [only] = prints
  if (only === undefined) return null
  if (prints.length === 1)
    return <IconButton icon="printer" label={t('print')} onClick={() => go(paths.print(only.key, id))} />
  const items = prints.map((print) => ({
    key: print.key,
    label: say(print.label, locale),
    icon: <Icon name="printer" />,
    onClick: () => go(paths.print(print.key, id)),
  }))
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <span>
        <IconButton icon="printer" label={t('print')} onClick={() => undefined} />
      </span>
    </Dropdown>
  )
}
