import { builtinOperators } from '@mortise/expressions'
import { builtinKit } from '@mortise/kit'
import { say } from '@mortise/errors'
import type { ExtensionHead, FieldDocument } from '@mortise/schema'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function settingRow(setting: FieldDocument): string {
  const must = setting.required === true ? 'yes' : ''
  const standard = setting.default === undefined ? '' : `\`${JSON.stringify(setting.default)}\``
  return `| \`${setting.key}\` | ${cell(say(setting.label, 'en'))} · ${cell(say(setting.label, 'zh'))} | ${setting.type} | ${must} | ${cell(standard)} |`
}

function extensionPart(one: ExtensionHead): string {
  const head = `## ${one.type}\n\n${one.label.en} · ${one.label.zh} — version ${one.version}, group \`${one.group}\`\n`
  if (one.settings.length === 0) return `${head}\nNo settings.\n`
  const rows = one.settings.map(settingRow).join('\n')
  return `${head}\n| setting | meaning | type | required | default |\n| --- | --- | --- | --- | --- |\n${rows}\n`
}

function page(title: string, intro: string, list: readonly ExtensionHead[]): string {
  const made = 'Made from the definitions by `node tools/reference.ts`; do not edit.'
  return `# ${title}\n\n${intro}\n\n${made}\n\n${list.map(extensionPart).join('\n')}`
}

function operatorsPage(): string {
  const rows = builtinOperators.map((operator) => {
    const { label, names, help, example } = operator.help
    const where =
      operator.sql !== undefined || operator.uses === 'user' || operator.uses === 'now' ? 'yes' : 'no'
    return `| \`${operator.name}\` | ${cell(names.en)} · ${cell(names.zh)} | ${cell(label.en)} · ${cell(label.zh)} | ${cell(help.en)} | \`${cell(example)}\` | ${where} |`
  })
  const intro =
    'The operators of the one expression language. Made from the definitions by `node tools/reference.ts`; do not edit.'
  return `# Operators\n\n${intro}\n\n| operator | written | name | what it does | example | in the database |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`
}

/** The generated pages: file name and text. */
export function referencePages(): readonly (readonly [string, string])[] {
  const { fields, nodes, actions, charts, blocks, connectors } = builtinKit
  return [
    ['fields.md', page('Field types', 'What a field can be.', fields.all)],
    ['nodes.md', page('Flow nodes', 'What a flow is made of.', nodes.all)],
    ['actions.md', page('Actions', 'What rules and flow nodes can do.', actions.all)],
    ['charts.md', page('Charts', 'How a report can be drawn.', charts.all)],
    ['blocks.md', page('Print blocks', 'What a print template is made of.', blocks.all)],
    ['connectors.md', page('Connectors', 'Outside systems.', connectors.all)],
    ['operators.md', operatorsPage()],
  ]
}
