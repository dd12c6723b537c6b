import { say } from '@mortise/errors'
import type { InputProps, LookupHit } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useDocuments, useWorkbench } from '../../workbench/context.tsx'
import { usePanel } from '../panel-context.tsx'
import { messages } from './messages.ts'

type Choice = { readonly value: string; readonly label: string }

/** Who gets a message: people of the record, roles, persons. One is kept as a text, several as a list. */
export function PeopleEditor({ value, onChange, ctx, id }: InputProps): ReactNode {
  const t = useT(messages)
  const choices = usePeopleChoices(ctx.locale)
  const [people, setPeople] = useState<readonly LookupHit[]>([])
  const find = (text: string): void =>
    void ctx
      .lookup?.('user', text, { key: 'people', label: '', type: 'user' })
      .then(setPeople, () => undefined)
  useEffect(() => find(''), [ctx.lookup])
  const current = typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : []
  const persons = people.map((hit) => ({ value: `user:${hit.id}`, label: hit.label }))
  const known = [...choices, ...persons]
  const unknown = current
    .filter((one) => !known.some((choice) => choice.value === one))
    .map((one) => ({ value: one, label: nameOf(one, ctx) }))
  return (
    <Select<string[]>
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      value={current}
      options={[
        { label: t('choose'), options: [...choices, ...unknown] },
        { label: t('peoplePerson'), options: persons },
      ]}
      showSearch={{ optionFilterProp: 'label', onSearch: find }}
      placeholder={t('nobody')}
      popupMatchSelectWidth={false}
      style={{ width: '100%' }}
      onChange={(next) => onChange(next.length === 0 ? null : next.length === 1 ? (next[0] ?? null) : next)}
    />
  )
}

function nameOf(name: string, ctx: InputProps['ctx']): string {
  return name.startsWith('user:') ? (ctx.labelOf?.('user', name.slice(5)) ?? name) : name
}

/** People a document can name without naming a person: of the record, of the run, of a role. */
export function usePeopleChoices(locale: 'zh' | 'en'): readonly Choice[] {
  const { home } = usePanel()
  return useChoicesOf(home, locale)
}

/** Says who is meant by a name such as `$record.owner` or `role:sales`. */
export function usePeopleNames(entity: string | undefined, locale: 'zh' | 'en'): (name: string) => string {
  const choices = useChoicesOf(entity, locale)
  return (name) => choices.find(({ value }) => value === name)?.label ?? name
}

function useChoicesOf(home: string | undefined, locale: 'zh' | 'en'): readonly Choice[] {
  const t = useT(messages)
  const { model } = useWorkbench()
  const roles = useDocuments('role')
  const fields = (model.entity(home ?? '')?.fields ?? []).filter(({ key, entity }) => {
    const type = model.entity(entity)?.scope.find(key)?.type
    return type?.kind === 'id' && type.entity === 'user'
  })
  const own = fields.flatMap(({ key, document }) => {
    const name = key === 'owner' ? t('peopleOwner') : say(document.label, locale)
    return [
      { value: `$record.${key}`, label: name },
      { value: `$record.${key}.manager`, label: t('peopleManager', { name }) },
    ]
  })
  return [
    ...own,
    { value: '$starter', label: t('peopleStarter') },
    { value: '$user', label: t('peopleUser') },
    { value: '$admins', label: t('peopleAdmins') },
    ...roles.map((role) => ({
      value: `role:${role.key}`,
      label: t('peopleRole', { name: say(role.label, locale) }),
    })),
  ]
}
