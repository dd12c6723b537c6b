import { say } from '@mortise/errors'
import { type Expression, language } from '@mortise/expressions'
import type { FormChange } from '@mortise/schema'
import { Card, Icon, Link, Tag, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { printFormula } from '../condition/by-labels.ts'
import { useConditionWords, useValueWords } from '../condition/condition-words.tsx'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import { columnProperties } from './column-properties.ts'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'
import { nearestField } from './nearest.ts'
import { placeProperties } from './properties.ts'
import { columnAt, isColumn } from './subtable.ts'
import { stopsOf } from './selection.ts'
import { nodeAt } from './tree.ts'

type Line = {
  readonly key: string
  readonly name: string
  readonly what: string
  readonly words: string
  readonly pointer?: string | undefined
}

/** Everything that a form decides by itself, on one page, in words. A line leads to its place. */
export function FormRules({
  editor,
  onLeave,
}: {
  readonly editor: FormEditor
  /** Called when a line was followed to the canvas. */
  readonly onLeave: () => void
}): ReactNode {
  const t = useT(messages)
  const groups = [
    { title: t('rulesConditions'), lines: useConditions(editor) },
    { title: t('rulesChanges'), lines: useChanges(editor) },
    { title: t('rulesComputed'), lines: useComputed(editor) },
    { title: t('rulesChecks'), lines: useChecks(editor) },
  ]
  return (
    <main className="d-canvas d-form-rules" aria-label={t('allRules')}>
      <div className="d-canvas-scroll">
        <div className="d-rules-page">
          <p className="m-faint">{t('allRulesNote')}</p>
          {groups.map(({ title, lines }) => (
            <Card key={title} title={title}>
              <ul className="d-rule-lines">
                {lines.length === 0 ? <li className="m-faint">{t('noRulesYet')}</li> : null}
                {lines.map((line) => (
                  <li key={line.key}>
                    <button
                      type="button"
                      onClick={() => {
                        editor.select(line.pointer)
                        onLeave()
                      }}
                    >
                      <b className="m-clip">{line.name}</b>
                      <Tag>{line.what}</Tag>
                      <span>{line.words}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </Card>
          ))}
          <Automation entity={editor.draft.present.entity.key} />
        </div>
      </div>
    </main>
  )
}

function useConditions(editor: FormEditor): readonly Line[] {
  const t = useT(messages)
  const locale = useLocale()
  const wordsOf = useConditionWords()
  const { present } = editor.draft
  return stopsOf(present).flatMap((pointer) => {
    const column = columnAt(present, pointer)
    const node = nodeAt(present.form, pointer)
    const holder = (column?.column ?? node) as { readonly [key: string]: unknown } | undefined
    const settings =
      column !== undefined
        ? columnProperties.behaviour
        : node === undefined
          ? []
          : placeProperties(node).behaviour
    const home = column === undefined ? present.entity.key : column.table.child.key
    return settings.flatMap(({ key, label, settings: own }): readonly Line[] => {
      const value = holder?.[key] as Expression | undefined
      if (value === undefined || own?.['editor'] !== 'condition') return []
      const name = isColumn(pointer)
        ? `${editor.nameOf(column?.table.pointer)} · ${editor.nameOf(pointer)}`
        : editor.nameOf(pointer)
      const words = value === true ? t('always') : wordsOf(value, home)
      return [{ key: `${pointer} ${key}`, name, what: say(label, locale), words, pointer }]
    })
  })
}

function useNames(editor: FormEditor): (keys: readonly string[], of?: string) => string {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  return (keys, of = editor.draft.present.entity.key) =>
    keys.map((key) => say(model.entity(of)?.field(key)?.document.label, locale) || key).join(t('comma'))
}

function useChanges(editor: FormEditor): readonly Line[] {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const names = useNames(editor)
  const wordsOf = useConditionWords()
  const { form, entity } = editor.draft.present
  const lineOf = (
    change: FormChange,
    at: number,
    of: { readonly entity: string; readonly pointer?: string },
  ): Line => ({
    key: `${of.pointer ?? ''} change ${at}`,
    name: t('whenChanged', { fields: names(change.when.changed, of.entity) }),
    what: t('setsFields', { fields: names(Object.keys(change.set), of.entity) }),
    words: change.when.condition === undefined ? '' : wordsOf(change.when.condition, of.entity),
    pointer: of.pointer,
  })
  const rows = stopsOf(editor.draft.present).flatMap((pointer) => {
    const node = nodeAt(form, pointer)
    if (node?.type !== 'subtable') return []
    const child = editor.draft.present.entity.fields.find(({ key }) => key === node.field)?.settings?.[
      'target'
    ]
    return (node.onChange ?? []).map((change, at) => lineOf(change, at, { entity: String(child), pointer }))
  })
  const links = (form.dataLinks ?? []).map(
    (link, at): Line => ({
      key: `link ${link.id ?? at}`,
      name: t('dataLink'),
      what: t('fillsFields', { fields: names(Object.keys(link.fill)) }),
      words: `${say(model.entity(link.entity)?.document.label, locale)} · ${language.print(link.filter, locale)}`,
    }),
  )
  const own = (form.onChange ?? []).map((change, at) => lineOf(change, at, { entity: entity.key }))
  return [...links, ...own, ...rows]
}

function useComputed(editor: FormEditor): readonly Line[] {
  const t = useT(messages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const { present } = editor.draft
  const scope = model.entity(present.entity.key)?.scope
  const valueWords = useValueWords()
  return present.entity.fields.flatMap((field, at): readonly Line[] => {
    const type = kit.fields.find(field.type)
    const name = say(field.label, locale)
    const pointer = nearestField(present, `/fields/${at}`)
    const expr = field.settings?.['expr'] as Expression | undefined
    if (type?.computed === true && expr !== undefined && expr !== null)
      return [
        { key: field.key, name, what: type.label[locale], words: printFormula(expr, scope, locale), pointer },
      ]
    if (field.default === undefined) return []
    const words =
      typeof field.default === 'object'
        ? printFormula(field.default, scope, locale)
        : valueWords(present.entity.key, field.key, field.default)
    return [{ key: field.key, name, what: t('standardValue'), words, pointer }]
  })
}

function useChecks(editor: FormEditor): readonly Line[] {
  const locale = useLocale()
  const wordsOf = useConditionWords()
  const names = useNames(editor)
  const { entity } = editor.draft.present
  return (entity.checks ?? []).map(
    (check): Line => ({
      key: check.key,
      name: say(check.message, locale),
      what: names(check.fields ?? []) || say(entity.label, locale),
      words: wordsOf(check.when, entity.key),
    }),
  )
}

/** Rules that run when records are saved: documents of their own, with their own designer. */
function Automation({ entity }: { readonly entity: string }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const rules = useDocuments('rule').filter((one) => one.entity === entity)
  return (
    <Card title={t('rulesAutomation')}>
      <ul className="d-rule-lines">
        {rules.length === 0 ? <li className="m-faint">{t('noRulesYet')}</li> : null}
        {rules.map((rule) => (
          <li key={rule.key}>
            <Link href={designHref('rule', rule.key)}>
              <Icon name="zap" size={14} />
              <b className="m-clip">{say(rule.label, locale) || rule.key}</b>
              {rule.enabled === false ? <Tag>{t('off')}</Tag> : null}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
