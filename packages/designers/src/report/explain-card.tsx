import { isMortiseError, say } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import { drillFilter, exactText, type ReportResult, type ReportRow } from '@mortise/reports'
import { IconButton, useNavigator, useT, useToast } from '@mortise/ui'
import { paths } from '@mortise/views'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useConditionWords } from '../condition/condition-words.tsx'
import { explainRow } from './explain.ts'
import { homeOf, useGroupWords, useRelatedWords } from './filter-shelf.tsx'
import { messages } from './messages.ts'
import type { ReportEditor } from './use-report-editor.ts'

/** Says in words where the numbers of a row come from, and leads to the records behind them. */
export function ExplainCard({
  editor,
  result,
  row,
  onClose,
}: {
  readonly editor: ReportEditor
  readonly result: ReportResult
  readonly row: ReportRow
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const said = useConditionWords()
  const toast = useToast()
  const { go } = useNavigator()
  const { report, plan, source } = editor
  // Names in a report over another one are those of its columns.
  const words = (condition: Expression, entity: string): string =>
    entity === report.source.entity ? said(condition, ...homeOf(editor)) : said(condition, entity)
  const related = useRelatedWords(editor)
  const grouped = useGroupWords(editor)
  const lines = explainRow(report, { result, row }, { source, t, words, related, grouped })
  const measures = result.columns.filter(({ role }) => role === 'measure').slice(0, 3)
  const see = (): void => {
    if (plan === undefined) return
    try {
      const filter = drillFilter(row, { plan, shown: result.rows }, source.kit.reportKinds)
      go(paths.list(report.source.entity, { where: JSON.stringify(filter) }))
    } catch (error) {
      if (!isMortiseError(error)) throw error
      toast({ text: say(error.text, source.locale), tone: 'danger' })
    }
  }
  return (
    <aside className="r-explain" role="dialog" aria-label={t('explain')}>
      <header>
        <h3>{t('explain')}</h3>
        <IconButton icon="x" size={14} label={t('close')} onClick={onClose} />
      </header>
      <p className="r-explain-values">
        {measures.map((column) => (
          <span key={column.key}>
            <b>{(row[column.key] ?? null) === null ? t('nothing') : exactText(column, row[column.key])}</b>
            <small>{say(column.label, source.locale)}</small>
          </span>
        ))}
      </p>
      <dl>
        {lines.map(({ word, text }, at) => (
          <div key={at}>
            <dt>{t(word)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Button size="small" type="primary" onClick={see}>
        {t('records')}
      </Button>
    </aside>
  )
}
