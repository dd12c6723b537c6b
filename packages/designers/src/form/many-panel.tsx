import { useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { editNode } from './commands.ts'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'
import { patchOf, type Values } from './patch.ts'
import { manyProperties } from './properties.ts'
import { isColumn } from './subtable.ts'
import { nodeAt } from './tree.ts'

/** What all of several elements have alike; where they differ nothing is shown. */
function shared(values: readonly Values[], keys: readonly string[]): Values {
  const [first = {}, ...others] = values
  const alike = (key: string): boolean =>
    others.every((one) => JSON.stringify(one[key]) === JSON.stringify(first[key]))
  return Object.fromEntries(keys.filter(alike).map((key) => [key, first[key]]))
}

/** Properties of several elements at once: a change is made to all of them, as one step. */
export function ManyPanel({ editor }: { readonly editor: FormEditor }): ReactNode {
  const t = useT(messages)
  const { draft, selection } = editor
  const { present } = draft
  const nodes = selection.flatMap((pointer) => {
    const node = isColumn(pointer) ? undefined : nodeAt(present.form, pointer)
    return node === undefined ? [] : [{ pointer, node }]
  })
  const settings = manyProperties(nodes.map(({ node }) => node))
  const values = shared(
    nodes.map(({ node }) => node),
    settings.map(({ key }) => key),
  )
  const change = (next: Values, changed: string): void => {
    const patch = patchOf(
      settings.filter(({ key }) => key === changed),
      next,
    )
    const edited = nodes.reduce((now, { pointer }) => editNode(now, pointer, patch), present)
    draft.commit(edited, t('edit', { name: t('several', { n: selection.length }) }), `many ${changed}`)
  }
  return (
    <div className="d-panel-body" onBlur={() => draft.seal()}>
      <h2 className="d-panel-title">{t('selectedN', { n: selection.length })}</h2>
      <div className="d-many-tools">
        <Button size="small" onClick={() => editor.duplicate(selection)}>
          {t('copy')}
        </Button>
        <Button size="small" danger onClick={() => editor.remove(selection)}>
          {t('delete')}
        </Button>
      </div>
      {settings.length === 0 ? null : (
        <Panel
          name={`many ${selection.join(' ')}`}
          settings={settings}
          values={values}
          home={present.entity.key}
          previous
          onChange={change}
        />
      )}
      <p className="m-faint d-panel-note">{t('manyNote')}</p>
    </div>
  )
}
