/** A document as the drafts of a workspace take it: its path below `/api/design`, and its JSON. */
export type Draft = { readonly path: string; readonly json: object }

const perSection = 25

/** What the fields of the form are, over and over. */
const kinds: readonly { readonly type: string; readonly settings?: object }[] = [
  { type: 'text' },
  { type: 'integer' },
  {
    type: 'select',
    settings: {
      options: [
        { value: 'a', label: '甲' },
        { value: 'b', label: '乙' },
      ],
    },
  },
  { type: 'date' },
  { type: 'text' },
  { type: 'money' },
  { type: 'user' },
  { type: 'longtext' },
]

/** Key of a field by its number. */
const keyOf = (at: number): string => `f${at}`

/** An entity with so many fields and a form that shows them all, in sections of 25; every tenth has a condition. */
export function draftsOf(fields: number): readonly Draft[] {
  const all = Array.from({ length: fields }, (_, at) => at)
  const entity = {
    id: 'e_wide',
    key: 'wide',
    label: '宽表',
    title: keyOf(0),
    fields: all.map((at) => ({
      id: `f_${at}`,
      key: keyOf(at),
      label: `字段 ${at}`,
      ...kinds[at % kinds.length],
    })),
  }
  const nodeOf = (at: number): object => ({
    type: 'field',
    id: `n_${at}`,
    field: keyOf(at),
    span: 6,
    ...(at % 10 === 9 ? { visible: { '!=': [{ var: keyOf(0) }, 'hide'] } } : {}),
  })
  const form = {
    id: 'fm_wide',
    key: 'edit',
    entity: 'wide',
    purpose: 'edit',
    nodes: Array.from({ length: Math.ceil(fields / perSection) }, (_, section) => ({
      type: 'section',
      id: `s_${section}`,
      label: `第 ${section + 1} 部分`,
      nodes: all.slice(section * perSection, (section + 1) * perSection).map(nodeOf),
    })),
  }
  return [
    { path: 'entity/wide', json: entity },
    { path: 'form/wide.edit', json: form },
  ]
}
