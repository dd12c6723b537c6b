import type { RegionEntry } from '@mortise/client'
import { Icon, IconButton, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** The tree of regions. Departments lie in them, and roles may give what belongs to one's region. */
export function Regions(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const cache = useQueryClient()
  const all = useQuery({ queryKey: ['people', 'regions'], queryFn: () => client.people.regions() })
  const [name, setName] = useState('')
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
      toast({ text: t('saved'), tone: 'success' })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await cache.invalidateQueries({ queryKey: ['people', 'regions'] })
  }
  const rows: readonly RegionEntry[] = all.data ?? []
  const options = rows.map((one) => ({ value: one.id, label: one.name }))
  return (
    <section className="m-card m-stack">
      <h2>{t('regions')}</h2>
      <p className="m-faint">{t('regionsNote')}</p>
      {rows.length === 0 ? null : (
        <table className="m-simple-table">
          <thead>
            <tr>
              <th scope="col">{t('regionName')}</th>
              <th scope="col">{t('regionParent')}</th>
              <th scope="col" aria-label={t('removeRegion')} />
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.id}>
                <td>{one.name}</td>
                <td>
                  <Select
                    aria-label={`${one.name} ${t('regionParent')}`}
                    className="m-department-parent"
                    allowClear
                    placeholder={t('none')}
                    value={one.parentId}
                    options={options.filter(({ value }) => value !== one.id)}
                    onChange={(parentId: string | null | undefined) =>
                      void attempt(() => client.people.updateRegion(one.id, { parentId: parentId ?? null }))
                    }
                  />
                </td>
                <td>
                  <IconButton
                    icon="trash-2"
                    label={`${t('removeRegion')} ${one.name}`}
                    onClick={() => void attempt(() => client.people.removeRegion(one.id))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="m-row">
        <Input
          aria-label={t('regionName')}
          placeholder={t('regionName')}
          className="m-department-name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          icon={<Icon name="plus" size={14} />}
          disabled={name.trim() === ''}
          onClick={() =>
            void attempt(async () => {
              await client.people.createRegion({ name: name.trim(), parentId: null })
              setName('')
            })
          }
        >
          {t('addRegion')}
        </Button>
      </div>
    </section>
  )
}
