import { say } from '@mortise/errors'
import type { FieldDocument, ScoreDocument } from '@mortise/schema'
import { useLocale, useNavigator, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { freshId, freshKey } from '../kit/keys.ts'
import { Missing } from '../kit/missing.tsx'
import { CardsAndPanel, OneDocument } from '../kit/one-document.tsx'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { patched } from '../kit/patched.ts'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import { BehaviourPoints } from './behaviour-points.tsx'
import { GradeBands } from './grade-bands.tsx'
import { messages } from './messages.ts'
import { ScoreBacktest } from './score-backtest.tsx'
import { ScoreRows } from './score-rows.tsx'
import { ScoreTrial } from './score-trial.tsx'

const settings: readonly FieldDocument[] = [
  panelSetting('label', { zh: '评分表名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting(
    'field',
    { zh: '分数写到哪个字段', en: 'Field of the points' },
    { editor: 'field', required: true },
  ),
  panelSetting('gradeField', { zh: '等级写到哪个字段', en: 'Field of the grade' }, { editor: 'field' }),
  panelSetting(
    'explainField',
    { zh: '得分说明写到哪个字段', en: 'Field of the explanation' },
    { editor: 'field', help: { zh: '选一个文本字段，可不填', en: 'A field of text, or none' } },
  ),
  panelSetting('min', { zh: '最低分', en: 'Never below' }, { type: 'number' }),
  panelSetting('max', { zh: '最高分', en: 'Never above' }, { type: 'number' }),
]

type ScoreDraft = Draft<{ readonly score: ScoreDocument }>

/** Designs a score: what gives points, the grades they lead to, and points for behaviour. */
export function ScorePage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ score: ['score', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft} name={name} />
}

function Designer({ draft, name }: { readonly draft: ScoreDraft; readonly name: string }): ReactNode {
  const t = useT(messages)
  const { score } = draft.present
  const [open, setOpen] = useState(false)
  const write = (next: object, label: string, merge?: string): void =>
    draft.commit({ score: next as ScoreDocument }, label, merge)
  return (
    <OneDocument
      kind="score"
      name={name}
      value={score}
      steps={draft as Draft<unknown>}
      onWrite={write}
      tab={t('tab')}
    >
      <CardsAndPanel
        wide
        open={open}
        onOpen={setOpen}
        seal={draft.seal}
        panel={
          <>
            <h2 className="d-panel-title">{t('basics')}</h2>
            <Panel
              name="score"
              settings={settings}
              values={score}
              home={score.entity}
              onChange={(values, changed) =>
                write(patched(score, { [changed]: numberOf(changed, values[changed]) }), t('edit'), changed)
              }
            />
            <UseHint score={score} />
          </>
        }
      >
        <ScoreRows score={score} onChange={write} />
        <GradeBands score={score} onChange={write} />
        <BehaviourPoints score={score} onChange={write} />
        <ScoreTrial score={score} />
        <ScoreBacktest score={score} />
      </CardsAndPanel>
    </OneDocument>
  )
}

/** Boxes of decimals give texts; limits are numbers. */
function numberOf(key: string, value: unknown): unknown {
  return (key === 'min' || key === 'max') && typeof value === 'string' ? Number(value) : value
}

/** Tells how a score comes to be counted, while no rule does it. */
function UseHint({ score }: { readonly score: ScoreDocument }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { space } = useWorkbench()
  const { go } = useNavigator()
  const rules = useDocuments('rule')
  if (
    rules.some(({ actions }) => actions.some(({ type, score: of }) => type === 'score' && of === score.key))
  )
    return null
  const make = (): void => {
    const label = t('ruleName', { name: say(score.label, locale) })
    const key = freshKey(
      `score_${score.key}`,
      rules.map((one) => one.key),
      'rule',
    )
    space.put('rule', key, {
      id: freshId('r'),
      key,
      label,
      entity: score.entity,
      enabled: true,
      phase: 'beforeSave',
      trigger: { on: ['create', 'update'], fire: 'everyMatch' },
      actions: [{ type: 'score', score: score.key }],
      order: 10,
      onImport: 'run',
    })
    go(designHref('rule', key))
  }
  return (
    <div className="d-panel-line m-stack">
      <p className="m-faint">{t('useHint')}</p>
      <Button onClick={make}>{t('makeRule')}</Button>
    </div>
  )
}
