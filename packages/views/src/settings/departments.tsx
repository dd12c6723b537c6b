import { useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'
import { TreeEditor } from './tree-editor.tsx'

/** The departments, each with the one above it and, where there are regions, the region it lies in. */
export function Departments(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const all = useQuery({ queryKey: ['people', 'departments'], queryFn: () => client.people.departments() })
  const found = useQuery({ queryKey: ['people', 'regions'], queryFn: () => client.people.regions() })
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const people = (users.data ?? []).filter((one) => one.active)
  const head = {
    key: 'head',
    head: t('head'),
    cell: (one: NonNullable<typeof all.data>[number], attempt: (work: () => Promise<void>) => void) => (
      <Select
        aria-label={`${one.name} ${t('head')}`}
        className="m-department-parent"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('headNone')}
        value={one.headId ?? null}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(headId: string | null | undefined) =>
          attempt(() => client.people.updateDepartment(one.id, { headId: headId ?? null }))
        }
      />
    ),
  }
  const regions = (found.data ?? []).map((one) => ({ value: one.id, label: one.name }))
  const region = {
    key: 'region',
    head: t('region'),
    cell: (one: NonNullable<typeof all.data>[number], attempt: (work: () => Promise<void>) => void) => (
      <Select
        aria-label={`${one.name} ${t('region')}`}
        className="m-department-parent"
        allowClear
        placeholder={t('regionAbove')}
        value={one.regionId ?? null}
        options={regions}
        onChange={(regionId: string | null | undefined) =>
          attempt(() => client.people.updateDepartment(one.id, { regionId: regionId ?? null }))
        }
      />
    ),
  }
  return (
    <section className="m-card m-stack">
      <p className="m-faint">{t('departmentsNote')}</p>
      <TreeEditor
        all={all}
        words={{
          name: t('departmentName'),
          parent: t('parent'),
          none: t('none'),
          add: t('addDepartment'),
          saved: t('saved'),
        }}
        columns={regions.length === 0 ? [head] : [head, region]}
        onCreate={(name) => client.people.createDepartment({ name, parentId: null })}
        onMove={(id, parentId) => client.people.updateDepartment(id, { parentId })}
      />
    </section>
  )
}
