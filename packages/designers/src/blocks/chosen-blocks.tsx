import type { Json } from '@mortise/expressions'
import type { ExtensionHead, ExtensionList, FieldDocument } from '@mortise/schema'
import { IconButton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { messages } from './messages.ts'
import { blockAt, putBlock } from './tree.ts'
import type { BlockEditor } from './use-block-editor.ts'
import { withRows } from './list-rows.ts'

/** What stands inside of a block, and what belongs to one cell of it, is worked on where it stands. */
function withoutCanvas(settings: readonly FieldDocument[]): readonly FieldDocument[] {
  return settings
    .filter((one) => one.settings?.['editor'] !== 'blocks' && one.settings?.['onCanvas'] !== true)
    .map((one) => {
      const inner = one.type === 'items' ? one.settings?.['fields'] : undefined
      if (!Array.isArray(inner)) return one
      const fields = withoutCanvas(inner as unknown as readonly FieldDocument[])
      return { ...one, settings: { ...one.settings, fields: fields as unknown as readonly Json[] } }
    })
}

/** What several blocks have in common: settings that each of them has. An id is one block's alone. */
function sharedSettings(lists: readonly (readonly FieldDocument[])[]): readonly FieldDocument[] {
  const [first = [], ...others] = lists
  return first.filter(
    (one) =>
      one.key !== 'id' &&
      others.every((list) => list.some(({ key, type }) => key === one.key && type === one.type)),
  )
}

/** The head and the settings of the blocks that are selected; of several, what they have in common. */
export function ChosenBlocks<Template extends { readonly entity: string }>({
  editor,
  document,
  types,
  further,
  onChange,
}: {
  readonly editor: BlockEditor
  readonly document: Template
  readonly types: Pick<ExtensionList<ExtensionHead>, 'find'>
  /** Settings that blocks of every type have. */
  readonly further: readonly FieldDocument[]
  readonly onChange: (next: Template, label: string, merge: string) => void
}): ReactNode {
  const t = useT(messages)
  const { selected } = editor
  const title = selected.length === 1 ? editor.nameAt(selected[0] ?? '') : t('many', { n: selected.length })
  const blocks = selected.flatMap((at) => blockAt(document, at) ?? [])
  const lists = blocks.map(({ type }) => [...withoutCanvas(types.find(type)?.settings ?? []), ...further])
  const shown = lists.length === 1 ? (lists[0] ?? []) : sharedSettings(lists)
  // A value that is not the same in all is empty until it is set.
  const [first = { type: '' }] = blocks
  const values = Object.fromEntries(
    Object.entries(first).filter(([key, value]) =>
      blocks.every((block) => JSON.stringify(block[key]) === JSON.stringify(value)),
    ),
  )
  const put = (next: { readonly [key: string]: unknown }, changed: string): void => {
    const keys = selected.length === 1 ? shown : shown.filter(({ key }) => key === changed)
    const kept = Object.fromEntries(
      Object.entries(next).filter(([key]) => keys.some((one) => one.key === key)),
    )
    const after = selected.reduce((all, at) => putBlock(all, at, { shown: keys, values: kept }), document)
    onChange(after, t('edit', { name: title }), `${selected.join(' ')} ${changed}`)
  }
  return (
    <>
      <h2 className="d-panel-title">
        {title}
        <span className="m-spring" />
        <IconButton
          icon="copy"
          label={t('copy', { name: title })}
          hint="Ctrl D"
          onClick={() => editor.copy(selected)}
        />
        <IconButton
          icon="trash-2"
          label={t('remove', { name: title })}
          hint="Delete"
          onClick={() => editor.remove(selected)}
        />
      </h2>
      <Panel
        name={`block-${selected.join('-').replaceAll('/', '_')}-${first.type}`}
        settings={shown}
        values={withRows(selected.length === 1 ? first : values, shown)}
        home={document.entity}
        onChange={put}
      />
    </>
  )
}
