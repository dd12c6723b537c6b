import { builtinKit, inspectionOf } from '@mortise/kit'
import { inspectApp } from '@mortise/schema'
import { expect, test } from 'vitest'
import { fromTemplate } from './template.ts'
import { templates } from './templates/index.ts'

test.each(templates.map((one) => [one.key, one] as const))(
  '%s makes a form that can be published',
  (_, template) => {
    const made = fromTemplate(template, { key: 'thing', label: template.label, taken: [] })
    const app = { key: 'app', label: 'App', version: '1.0.0' }
    const files = new Map<string, string>([
      ['app.json', JSON.stringify(app)],
      ['entities/thing.json', JSON.stringify(made.entity)],
      ['forms/thing.edit.json', JSON.stringify(made.form)],
      ...made.children.map((one) => [`entities/${one.key}.json`, JSON.stringify(one)] as const),
    ])
    expect(inspectApp(files, inspectionOf(builtinKit)).problems).toEqual([])
    expect(made.entity.fields.length).toBeGreaterThanOrEqual(6)
  },
)

test('made twice, the rows have entities of their own', () => {
  const [template] = templates.filter(({ key }) => key === 'expense')
  if (template === undefined) throw new Error('no template')
  const made = fromTemplate(template, { key: 'claim', label: 'x', taken: ['claim_items'] })
  expect(made.children.map(({ key }) => key)).toEqual(['claim_items_2'])
})
