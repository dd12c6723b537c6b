import { holdInputs } from '@mortise/fields/inputs'
import type { Json } from '@mortise/expressions'
import { IconButton, Tag, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { useFaceContext } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

// An input stands at once, with whatever shows it.
holdInputs()

/** Chooses one person, or some, with the field for people. */
export function PeopleBox({
  entity,
  several: many,
  label,
  onChange,
}: {
  readonly entity: string
  readonly several: boolean
  readonly label: string
  readonly onChange: (people: readonly string[]) => void
}): ReactNode {
  const ctx = useFaceContext(entity)
  const t = useT(messages)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const Face = ctx.faces.find('user')?.Input
  if (Face === undefined) return null
  const choose = (next: readonly string[]): void => {
    setChosen(next)
    onChange(next)
  }
  const nameOf = (id: string): string => ctx.labelOf?.('user', id) ?? id
  return (
    <div className="m-ask-people">
      <span>{label}</span>
      {many && chosen.length > 0 ? (
        <ul className="m-row">
          {chosen.map((id) => (
            <li key={id}>
              <Tag>
                {nameOf(id)}
                <IconButton
                  icon="x"
                  size={14}
                  label={t('removePerson', { name: nameOf(id) })}
                  onClick={() => choose(chosen.filter((one) => one !== id))}
                />
              </Tag>
            </li>
          ))}
        </ul>
      ) : null}
      <Face
        key={many ? chosen.length : 0}
        value={many ? null : (chosen[0] ?? null)}
        ctx={ctx}
        field={{ key: 'user', type: 'user', label }}
        onChange={(next: Json) => {
          if (typeof next !== 'string') return choose([])
          choose(many ? [...new Set([...chosen, next])] : [next])
        }}
      />
    </div>
  )
}
