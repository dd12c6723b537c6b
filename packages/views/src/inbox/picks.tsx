import type { PickNeed } from '@mortise/client'
import { say } from '@mortise/errors'
import { useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import { PeopleBox } from './people-box.tsx'

/** Whom somebody picked for steps to come, by the step. */
export type Picked = { readonly [node: string]: readonly string[] }

/** Whether every step has as many people as it asks for. */
export function isPicked(needs: readonly PickNeed[], picked: Picked): boolean {
  return needs.every(({ node, min, max }) => {
    const count = picked[node]?.length ?? 0
    return count >= min && (max === null || count <= max)
  })
}

/** Chooses who acts at steps to come. */
export function Picks({
  needs,
  entity,
  picked,
  onPick,
}: {
  readonly needs: readonly PickNeed[]
  readonly entity: string
  readonly picked: Picked
  readonly onPick: (picked: Picked) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  return needs.map(({ node, name, range, max }) => {
    const label = t('pickFor', { name: say(name, locale) })
    const set = (people: readonly string[]): void => onPick({ ...picked, [node]: people })
    if (range === null)
      return <PeopleBox key={node} entity={entity} several={max !== 1} label={label} onChange={set} />
    return (
      <label key={node}>
        {label}
        <Select<string[]>
          mode="multiple"
          aria-label={label}
          value={[...(picked[node] ?? [])]}
          {...(max === null ? {} : { maxCount: max })}
          options={range.map((one) => ({ value: one.id, label: one.name }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={set}
        />
      </label>
    )
  })
}
