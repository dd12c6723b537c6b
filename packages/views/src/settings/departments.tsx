import type { DepartmentEntry } from '@mortise/client'
import { ErrorState, Icon, Skeleton, useT, useToast } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

type Placed = { readonly one: DepartmentEntry; readonly depth: number }

/** Every department under the one above it; what hangs on nothing, or in a circle, stands at the top. */
function treeOf(all: readonly DepartmentEntry[]): readonly Placed[] {
  const known = new Set(all.map(({ id }) => id))
  const below = (parent: string | null, depth: number): readonly Placed[] =>
    all
      .filter(({ parentId }) => (known.has(parentId ?? '') ? parentId : null) === parent)
      .flatMap((one) => [{ one, depth }, ...below(one.id, depth + 1)])
  const placed = below(null, 0)
  const there = new Set(placed.map(({ one }) => one.id))
  return [...placed, ...all.filter(({ id }) => !there.has(id)).map((one) => ({ one, depth: 0 }))]
}

/** The departments, each with the one above it. */
export function Departments(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const all = useQuery({ queryKey: ['people', 'departments'], queryFn: () => client.people.departments() })
  const found = useQuery({ queryKey: ['people', 'regions'], queryFn: () => client.people.regions() })
  const regions = (found.data ?? []).map((one) => ({ value: one.id, label: one.name }))
  const [name, setName] = useState('')
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
      toast({ text: t('saved'), tone: 'success' })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await all.refetch()
  }
  if (all.isPending) return <Skeleton shape="rows" />
  if (all.isError) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />
  const options = all.data.map((one) => ({ value: one.id, label: one.name }))
  return (
    <section className="m-card m-stack">
      <table className="m-simple-table">
        <thead>
          <tr>
            <th scope="col">{t('departmentName')}</th>
            <th scope="col">{t('parent')}</th>
            {regions.length === 0 ? null : <th scope="col">{t('region')}</th>}
          </tr>
        </thead>
        <tbody>
          {treeOf(all.data).map(({ one, depth }) => (
            <tr key={one.id}>
              <td style={{ paddingInlineStart: depth * 20 }}>{one.name}</td>
              <td>
                <Select
                  aria-label={`${one.name} ${t('parent')}`}
                  className="m-department-parent"
                  allowClear
                  placeholder={t('none')}
                  value={one.parentId}
                  options={options.filter(({ value }) => value !== one.id)}
                  onChange={(parentId: string | null | undefined) =>
                    void attempt(() => client.people.updateDepartment(one.id, { parentId: parentId ?? null }))
                  }
                />
              </td>
              {regions.length === 0 ? null : (
                <td>
                  <Select
                    aria-label={`${one.name} ${t('region')}`}
                    className="m-department-parent"
                    allowClear
                    placeholder={t('regionAbove')}
                    value={one.regionId ?? null}
                    options={regions}
                    onChange={(regionId: string | null | undefined) =>
                      void attempt(() =>
                        client.people.updateDepartment(one.id, { regionId: regionId ?? null }),
                      )
                    }
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="m-row">
        <Input
          aria-label={t('departmentName')}
          placeholder={t('departmentName')}
          className="m-department-name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          icon={<Icon name="plus" size={14} />}
          disabled={name.trim() === ''}
          onClick={() =>
            void attempt(async () => {
              await client.people.createDepartment({ name: name.trim(), parentId: null })
              setName('')
            })
          }
        >
          {t('addDepartment')}
        </Button>
      </div>
    </section>
  )
}
