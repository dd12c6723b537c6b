import type { HoldingPart, Holdings } from '@mortise/client'
import type { Translate } from '@mortise/ui'
import type { messages } from './messages.ts'

/** One part of what somebody holds, as the page shows it. */
export type PartShown = {
  readonly part: HoldingPart
  readonly icon: string
  readonly count: number
  readonly lines: readonly string[]
  /** How many lines there would be. */
  readonly of: number
}

const icons: { readonly [K in HoldingPart]: string } = {
  tasks: 'list-todo',
  records: 'table',
  fields: 'contact',
  documents: 'git-branch',
  agents: 'user-cog',
  organization: 'users',
}

/** What a person holds, part by part: how much, and what it is. Parts without anything are left out. */
export function partsOf(held: Holdings, t: Translate<keyof typeof messages>): readonly PartShown[] {
  const { departments, reports } = held.organization
  const names = (list: readonly { readonly name: string }[]): string =>
    list.map(({ name }) => name).join(t('comma'))
  const lines: { readonly [K in HoldingPart]: readonly string[] } = {
    tasks: held.tasks.map(({ title, nodeName }) => `${title} · ${nodeName}`),
    records: held.records.map(({ label, count }) => t('records_n', { label, n: count })),
    fields: held.fields.map(({ label, count }) => t('fields_n', { label, n: count })),
    documents: held.documents.map(({ label, places }) => t('places', { label, n: places })),
    agents: held.agents.map(({ agentName, principalName }) =>
      t('acts', { agent: agentName, name: principalName }),
    ),
    organization: [
      ...(departments.length === 0 ? [] : [t('heads', { names: names(departments) })]),
      ...(reports.length === 0 ? [] : [t('manages', { names: names(reports) })]),
    ],
  }
  const counts: { readonly [K in HoldingPart]: number } = {
    tasks: held.taskCount,
    records: held.records.reduce((sum, one) => sum + one.count, 0),
    fields: held.fields.reduce((sum, one) => sum + one.count, 0),
    documents: held.documents.length,
    agents: held.agents.length,
    organization: departments.length + reports.length,
  }
  return (Object.keys(icons) as readonly HoldingPart[])
    .filter((part) => counts[part] > 0)
    .map((part) => ({
      part,
      icon: icons[part],
      count: counts[part],
      lines: lines[part],
      of: part === 'tasks' ? held.taskCount : lines[part].length,
    }))
}
