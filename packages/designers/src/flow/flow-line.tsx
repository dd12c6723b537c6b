import { Icon, useLocale, useT } from '@mortise/ui'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { groupName, messages as kitMessages } from '../kit/messages.ts'
import { useCanvas } from './canvas-context.tsx'
import type { Line } from './commands.ts'
import { messages } from './messages.ts'

const pasting = ' paste'

/** A line down with its plus, which opens the list of what can be put in. */
export function FlowLine({ line, label }: { readonly line: Line; readonly label: string }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { editor, aimed, way } = useCanvas()
  const onWay = way !== undefined && line.some((id) => isOnWay(id, editor.flow.edges, way))
  const items = (): object[] => {
    const groups = [...Map.groupBy(editor.insertable(line), ({ group }) => group)].map(([group, types]) => ({
      key: ` ${group}`,
      type: 'group' as const,
      label: groupName(kt, group),
      children: types.map(({ type, label: name, icon }) => ({
        key: type,
        label: name[locale],
        icon: <Icon name={icon} />,
      })),
    }))
    const paste = { key: pasting, label: t('paste'), icon: <Icon name="clipboard-list" /> }
    return editor.copied ? [...groups, { key: ' line', type: 'divider' as const }, paste] : groups
  }
  return (
    <div className="f-line" data-aimed={aimed !== undefined && line.includes(aimed)} data-way={onWay}>
      <Dropdown
        trigger={['click']}
        placement="bottom"
        destroyOnHidden
        menu={{
          items: items() as never,
          onClick: ({ key, domEvent }) => {
            domEvent.stopPropagation()
            if (key === pasting) editor.paste(line)
            else editor.insert(line, key)
          },
        }}
      >
        <button
          type="button"
          className="f-plus"
          aria-label={label}
          title={t('addHere')}
          onClick={(event) => event.stopPropagation()}
        >
          <Icon name="plus" size={14} />
        </button>
      </Dropdown>
    </div>
  )
}

function isOnWay(
  id: string,
  edges: readonly { readonly id: string; readonly source: string; readonly target: string }[],
  way: ReadonlyMap<string, unknown>,
): boolean {
  const edge = edges.find((one) => one.id === id)
  return edge !== undefined && way.has(edge.source) && way.has(edge.target)
}
