import { say } from '@mortise/errors'
import { AppMark, EmptyState, Icon, Link, useLocale, useNavigator, useT } from '@mortise/ui'
import { paths, useWorkspace } from '@mortise/views'
import { useQuery } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { PublishDialog } from '../kit/publish-dialog.tsx'
import { useSpace, useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import '../styles/app.css'
import { choiceOf, makeBoard, makeChart, makePublicForm, makeRule, nameOfEntity } from './first-documents.ts'
import { messages } from './messages.ts'
import { NewFormDialog } from './new-form-dialog.tsx'
import { type Beginnings, beginningsOf, nextStep, type StepKey, stepKeys } from './start-steps.ts'

/** How far an app is, read again whenever drafts, records or publications change. */
function useBeginnings(app: string): Beginnings {
  const { client, model: drafted } = useWorkbench()
  const { model: published } = useWorkspace()
  const { documents } = useSpace()
  const given = { app, documents, drafted, published }
  const { entity } = beginningsOf({ ...given, records: 0 })
  const key = entity?.key ?? ''
  const records = useQuery({
    queryKey: ['records', key, 'any'],
    queryFn: async () => (await client.records.query({ entity: key, fields: ['id'], limit: 1 })).data.length,
    enabled: published.entity(key) !== undefined,
  })
  return beginningsOf({ ...given, records: records.data ?? 0 })
}

/** The first steps of an app, each with the button that does it; they light up as they are done. */
export function StartPage({ name: app }: { readonly name: string }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { space } = useWorkbench()
  const { documents } = useSpace()
  const document = space.get('app', app)
  const now = useBeginnings(app)
  const next = nextStep(now)
  const [dialog, setDialog] = useState<'form' | 'publish'>()
  useEffect(() => space.workIn(app, paths.start(app)), [space, app])
  if (document === undefined || documents.size === 0) return <EmptyState drawing="joint" title={app} />
  const n = now.done.size
  return (
    <div className="d-start">
      <header>
        <AppMark icon={document.icon} color={document.color} size={52} />
        <div>
          <h1>{say(document.label, locale) || app}</h1>
          <p>{t('startNote')}</p>
        </div>
        <div className="d-start-progress">
          <span className="m-num">{t('progress', { n, all: stepKeys.length })}</span>
          <Progress
            percent={(n / stepKeys.length) * 100}
            showInfo={false}
            size="small"
            aria-label={t('startTitle')}
          />
        </div>
      </header>
      <ol>
        {stepKeys.map((key, index) => (
          <Step
            key={key}
            step={key}
            number={index + 1}
            now={now}
            current={key === next}
            onDialog={setDialog}
          />
        ))}
      </ol>
      {now.done.has('publish') && now.entity !== undefined ? (
        <footer>
          <Link href={paths.list(now.entity.key)}>
            {t('enter')} <Icon name="arrow-right" size={14} />
          </Link>
        </footer>
      ) : null}
      {dialog === 'form' ? <NewFormDialog app={app} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'publish' ? <PublishDialog onClose={() => setDialog(undefined)} /> : null}
    </div>
  )
}

type StepProps = {
  readonly step: StepKey
  readonly number: number
  readonly now: Beginnings
  readonly current: boolean
  readonly onDialog: (dialog: 'form' | 'publish') => void
}

function Step({ step, number, now, current, onDialog }: StepProps): ReactNode {
  const t = useT(messages)
  const done = now.done.has(step)
  const needsChoice =
    step === 'board' && !done && now.entity !== undefined && choiceOf(now.entity) === undefined
  const text = t(`${step}Text`)
  return (
    <li data-done={done} aria-current={current ? 'step' : undefined}>
      <span className="d-start-mark">
        {done ? <Icon name="check" size={16} /> : <span className="m-num">{number}</span>}
      </span>
      <div>
        <h2>
          {t(step)} {done ? <span className="m-visually-hidden">{t('done')}</span> : null}
        </h2>
        {done && !current ? null : <p>{needsChoice ? t('boardNeeds') : text}</p>}
      </div>
      <StepActions step={step} now={now} current={current} onDialog={onDialog} />
    </li>
  )
}

function StepActions({ step, now, current, onDialog }: Omit<StepProps, 'number'>): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { go } = useNavigator()
  const { space, kit, model } = useWorkbench()
  const { entity, form, done } = now
  const button = (text: string, act: () => void, icon?: string): ReactNode => (
    <Button
      type={current ? 'primary' : 'default'}
      {...(icon === undefined ? {} : { icon: <Icon name={icon} size={14} /> })}
      onClick={act}
    >
      {text}
    </Button>
  )
  if (step === 'form')
    return <div className="d-start-actions">{button(t('formAction'), () => onDialog('form'), 'plus')}</div>
  if (entity === undefined) return null
  const name = nameOfEntity(entity, locale)
  const choice = choiceOf(entity)
  const bench = { space, kit, locale }
  const about = (text: 'boardName' | 'ruleName' | 'chartName') => ({
    entity,
    model,
    choice,
    name: t(text, { name }),
  })
  const edit = designHref('form', form ?? `${entity.key}.edit`)
  const isPublished = done.has('publish')
  const actions: { readonly [K in Exclude<StepKey, 'form'>]: () => ReactNode } = {
    fields: () => button(t('fieldsAction'), () => go(edit)),
    publish: () => button(t('publishAction'), () => onDialog('publish'), 'rocket'),
    share: () =>
      isPublished && form !== undefined
        ? button(t('shareAction'), () => go(designHref('form', makePublicForm(space, form))))
        : null,
    record: () =>
      isPublished ? (
        <>
          {current ? button(t('importAction'), () => go(paths.importFile(entity.key))) : null}
          {button(t('recordAction'), () => go(paths.create(entity.key)))}
        </>
      ) : null,
    board: () =>
      choice === undefined || done.has('board')
        ? null
        : button(t('boardAction', { name: say(choice.document.label, locale) }), () =>
            go(designHref('view', makeBoard(bench, about('boardName')))),
          ),
    rule: () => button(t('ruleAction'), () => go(designHref('rule', makeRule(bench, about('ruleName'))))),
    chart: () =>
      button(t('chartAction'), () => go(designHref('report', makeChart(bench, about('chartName'))))),
  }
  return <div className="d-start-actions">{actions[step]()}</div>
}
