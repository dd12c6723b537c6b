import { ErrorState, Icon, Skeleton, useToast } from '@mortise/ui'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { parentsFor, type TreeEntry, treeOf } from './tree.ts'

type Words = {
  readonly name: string
  readonly parent: string
  readonly none: string
  readonly add: string
  readonly saved: string
}

/** One more column of the tree. */
export type TreeColumn<T> = {
  readonly key: string
  readonly head: string
  /** Shows no words at its head; they are only read aloud. */
  readonly quiet?: boolean
  readonly cell: (one: T, attempt: (work: () => Promise<void>) => void) => ReactNode
}

type Props<T> = {
  readonly all: UseQueryResult<readonly T[]>
  readonly words: Words
  readonly columns?: readonly TreeColumn<T>[]
  readonly onCreate: (name: string) => Promise<void>
  readonly onMove: (id: string, parentId: string | null) => Promise<void>
}

/** A tree in which each entry can be put under another, and to which entries are added by name. */
export function TreeEditor<T extends TreeEntry>({
  all,
  words,
  columns = [],
  onCreate,
  onMove,
}: Props<T>): ReactNode {
  const toast = useToast()
  const [name, setName] = useState('')
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
      toast({ text: words.saved, tone: 'success' })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await all.refetch()
  }
  if (all.isPending) return <Skeleton shape="rows" />
  if (all.isError) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />
  const entries = all.data
  return (
    <>
      {entries.length === 0 ? null : (
        <table className="m-simple-table m-stacking">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.parent}</th>
              {columns.map(({ key, head, quiet }) => (
                <th key={key} scope="col" aria-label={quiet ? head : undefined}>
                  {quiet ? null : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {treeOf(entries).map(({ one, depth }) => (
              <tr key={one.id}>
                <td style={{ paddingInlineStart: depth * 20 }}>{one.name}</td>
                <td data-label={words.parent}>
                  <Select
                    aria-label={`${one.name} ${words.parent}`}
                    className="m-department-parent"
                    allowClear
                    placeholder={words.none}
                    value={one.parentId}
                    options={parentsFor(entries, one.id).map(({ id, name: label }) => ({ value: id, label }))}
                    onChange={(parentId: string | null | undefined) =>
                      void attempt(() => onMove(one.id, parentId ?? null))
                    }
                  />
                </td>
                {columns.map(({ key, head, quiet, cell }) => (
                  <td key={key} data-label={quiet ? undefined : head}>
                    {cell(one, (work) => void attempt(work))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="m-row">
        <Input
          aria-label={words.name}
          placeholder={words.name}
          className="m-department-name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          icon={<Icon name="plus" size={14} />}
          disabled={name.trim() === ''}
          onClick={() =>
            void attempt(async () => {
              await onCreate(name.trim())
              setName('')
            })
          }
        >
          {words.add}
        </Button>
      </div>
    </>
  )
}
