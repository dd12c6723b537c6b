import { say } from '@mortise/errors'
import type { AssignmentDocument, DirectoryUser } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { usePeople } from '../flow/use-directory.ts'
import { ChoicesBox } from '../kit/editors/choice-box.tsx'
import { patched } from '../kit/patched.ts'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'

/** One rule of an assignment. */
export type AssignRule = AssignmentDocument['rules'][number]

type Named = { readonly value: string; readonly label: string }

/** People, roles and departments to choose from. */
export function usePoolChoices(): {
  readonly users: readonly Named[]
  readonly roles: readonly Named[]
  readonly departments: readonly Named[]
} {
  const locale = useLocale()
  const { client } = useWorkbench()
  const people = usePeople(true)
  const departments = useQuery({
    queryKey: ['design', 'departments'],
    queryFn: () => client.people.departments(),
    staleTime: 60_000,
  })
  return {
    users: (people?.users ?? [])
      .filter(({ active }) => active)
      .map(({ id, name }) => ({ value: id, label: name })),
    roles: useDocuments('role').map(({ key, label }) => ({ value: key, label: say(label, locale) || key })),
    departments: (departments.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  }
}

/** Everybody a rule may choose from, each once. */
export function usePoolMembers(rule: AssignRule): readonly DirectoryUser[] {
  const people = usePeople(true)
  if (people === undefined) return []
  const { users = [], roles = [], departments = [] } = rule.pool
  const found = [
    ...users.map((id) => people.directory.user(id)),
    ...roles.flatMap((role) => people.directory.usersByRole(role)),
    ...departments.flatMap((id) => people.directory.usersByDepartment(id)),
  ].filter((one) => one?.active === true)
  return [...new Map(found.map((one) => [one?.id, one as DirectoryUser])).values()]
}

/** Says who is in a pool: roles, departments, persons. */
export function usePoolWords(): (pool: AssignRule['pool']) => string {
  const t = useT(messages)
  const choices = usePoolChoices()
  return (pool) => {
    const names = (['roles', 'departments', 'users'] as const).flatMap((kind) =>
      (pool[kind] ?? []).map((key) => choices[kind].find(({ value }) => value === key)?.label ?? key),
    )
    if (names.length === 0) return t('nobody')
    const shown = names.slice(0, 6).join(t('comma'))
    return names.length > 6 ? `${shown} ${t('andMore', { n: names.length })}` : shown
  }
}

/** Who a rule chooses from. */
export function PoolBoxes({
  rule,
  onChange,
}: {
  readonly rule: AssignRule
  readonly onChange: (next: AssignRule, merge: string) => void
}): ReactNode {
  const t = useT(messages)
  const choices = usePoolChoices()
  return (
    <>
      {(['roles', 'departments', 'users'] as const).map((kind) => (
        <label key={kind} className="d-line">
          <span>{t(kind)}</span>
          <ChoicesBox
            label={t(kind)}
            value={[...(rule.pool[kind] ?? [])]}
            choices={choices[kind]}
            onChange={(next) => onChange({ ...rule, pool: patched(rule.pool, { [kind]: next }) }, kind)}
          />
        </label>
      ))}
    </>
  )
}
