import { say } from '@mortise/errors'
import { nodeKey } from '@mortise/forms'
import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { ErrorCount } from '../error-count.tsx'
import { useFormStore, useOpenPart } from '../form-store.ts'
import { fieldsInside } from '../trail.ts'
import { useShownParts } from '../use-shown-parts.ts'
import { InnerNodes } from './draw.ts'
import type { NodeProps } from './types.ts'

/** Parts of a form behind tabs; only the open one is drawn, and a tab tells how much in it is to be put right. */
export function TabsNode({ node, pointer, ...around }: NodeProps<'tabs'>): ReactNode {
  const store = useFormStore()
  const placeOf = (at: number): string => `${pointer}/tabs/${at}`
  const shown = useShownParts(node.tabs, placeOf)
  const tabs = node.tabs
    .map((tab, at) => ({ tab, at, place: placeOf(at) }))
    .filter(({ at }) => shown[at] === true)
  const [open, show] = useOpenPart(store, nodeKey(node, pointer), tabs[0]?.at ?? 0)
  // The open tab may just have been hidden by its condition.
  const active = tabs.some(({ at }) => at === open) ? open : tabs[0]?.at
  return (
    <Tabs
      className="m-form-tabs"
      destroyOnHidden
      {...(active === undefined ? {} : { activeKey: String(active) })}
      onChange={(key) => show(Number(key))}
      items={tabs.map(({ tab, at, place }) => ({
        key: String(at),
        label: (
          <>
            {say(tab.label, around.ctx.locale)}
            <ErrorCount fields={fieldsInside(tab.nodes)} />
          </>
        ),
        children: <InnerNodes nodes={tab.nodes} pointer={`${place}/nodes`} {...around} />,
      }))}
    />
  )
}
