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

function settingsTable(settings: readonly FieldDocument[]): string {
  if (settings.length === 0) return '\nNo settings.\n'
  const rows = settings.map(settingRow).join('\n')
  return `\n| setting | meaning | type | required | default |\n| --- | --- | --- | --- | --- |\n${rows}\n`
}

function extensionPart(one: ExtensionHead): string {
  const head = `## ${one.type}\n\n${one.label.en} · ${one.label.zh} — version ${one.version}, group \`${one.group}\`\n`
  return head + settingsTable(one.settings)
}

type ReportKind = (typeof builtinKit.reportKinds.all)[number]

function kindPart({ type, label, note, settings = [] }: ReportKind): string {
  const said = note === undefined ? '' : `\n${say(note, 'en')} · ${say(note, 'zh')}\n`
  return `## ${type}\n\n${say(label, 'en')} · ${say(label, 'zh')}\n${said}${settingsTable(settings)}`
}

function page(title: string, intro: string, parts: readonly string[]): string {
  const made = 'Made from the definitions by `node tools/reference.ts`; do not edit.'
  return `# ${title}\n\n${intro}\n\n${made}\n\n${parts.join('\n')}`
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
  const { fields, nodes, actions, charts, reportKinds, blocks, mailBlocks, connectors } = builtinKit
  return [
    ['fields.md', page('Field types', 'What a field can be.', fields.all.map(extensionPart))],
    ['nodes.md', page('Flow nodes', 'What a flow is made of.', nodes.all.map(extensionPart))],
    ['actions.md', page('Actions', 'What rules and flow nodes can do.', actions.all.map(extensionPart))],
    ['charts.md', page('Charts', 'How a report can be drawn.', charts.all.map(extensionPart))],
    ['report-kinds.md', page('Kinds of reports', 'What a report can ask.', reportKinds.all.map(kindPart))],
    ['blocks.md', page('Print blocks', 'What a print template is made of.', blocks.all.map(extensionPart))],
    [
      'mail-blocks.md',
      page('Blocks of mails', 'What a mail template is made of.', mailBlocks.all.map(extensionPart)),
    ],
    ['connectors.md', page('Connectors', 'Outside systems.', connectors.all.map(extensionPart))],
    ['operators.md', operatorsPage()],
  ]
}
