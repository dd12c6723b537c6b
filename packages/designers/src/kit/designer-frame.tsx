import { isApiError } from '@mortise/client'
import { ErrorState, IconButton, Skeleton, useNavigator, useT, useToast } from '@mortise/ui'
import { refusal } from '@mortise/views'
import { Button, Drawer } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { DesignProblem } from '../workbench/api.ts'
import { useProblems, useSpace, useWorkbench } from '../workbench/context.tsx'
import { ClashButton } from './clash-button.tsx'
import { type DesignerTab, DesignerTabs } from './designer-tabs.tsx'
import { HistoryButton, type HistoryDocument } from './document-history.tsx'
import { useGlobalKeys } from './keyboard.ts'
import { messages } from './messages.ts'
import { PresentPeople } from './present-people.tsx'
import { ProblemList } from './problem-list.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { useRegionKeys } from './regions.ts'

/** The part of a draft that the top bar works. */
export type Steps = {
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly undoLabel: string
  readonly redoLabel: string
}

type FrameProps = {
  readonly title: ReactNode
  readonly steps: Steps
  readonly tabs?: readonly DesignerTab[]
  /** Documents whose earlier versions can be looked at and taken up again. */
  readonly history?: readonly HistoryDocument[]
  readonly onPreview?: () => void
  readonly previewing?: boolean
  readonly extra?: ReactNode
  /** Jumps to the place of a problem of the document at hand. */
  readonly onProblem?: ((problem: DesignProblem) => void) | undefined
  readonly children: ReactNode
}

/** The frame of every designer: the top bar, and the work below it. */
export function DesignerFrame(props: FrameProps): ReactNode {
  const { title, steps, tabs = [], onPreview, previewing = false, extra, children } = props
  const t = useT(messages)
  const { go } = useNavigator()
  const { space } = useWorkbench()
  const [publishing, setPublishing] = useState(false)
  useLeaveWarning()
  useRegionKeys()
  useGlobalKeys({
    'Ctrl+Z': steps.undo,
    'Ctrl+Shift+Z': steps.redo,
    'Ctrl+Y': steps.redo,
  })
  return (
    <>
      <div className="d-frame">
        <header className="d-top">
          <IconButton icon="arrow-left" label={t('back')} onClick={() => go(space.from ?? '/design')} />
          <div className="d-title">{title}</div>
          <DesignerTabs tabs={tabs} />
          <span className="m-spring" />
          <PresentPeople />
          <ClashButton />
          <SaveMark />
          {extra}
          <ProblemsButton onProblem={props.onProblem} />
          <IconButton
            icon="undo-2"
            label={steps.canUndo ? t('undoWhat', { name: steps.undoLabel }) : t('undo')}
            hint="Ctrl Z"
            disabled={!steps.canUndo}
            onClick={steps.undo}
          />
          <IconButton
            icon="redo-2"
            label={steps.canRedo ? t('redoWhat', { name: steps.redoLabel }) : t('redo')}
            hint="Ctrl Y"
            disabled={!steps.canRedo}
            onClick={steps.redo}
          />
          {props.history === undefined ? null : <HistoryButton documents={props.history} />}
          {onPreview === undefined ? null : (
            <IconButton icon="eye" label={t('preview')} pressed={previewing} onClick={onPreview} />
          )}
          <SaveButton />
          <Button type="primary" onClick={() => setPublishing(true)}>
            {t('publish')}
          </Button>
        </header>
        <div className="d-work">{children}</div>
      </div>
      {publishing ? <PublishDialog onClose={() => setPublishing(false)} onProblem={props.onProblem} /> : null}
    </>
  )
}

/** How far the draft is saved, in a word. */
function SaveMark(): ReactNode {
  const t = useT(messages)
  const { state, error } = useSpace()
  const text = state === 'failed' && isApiError(error) ? t('saveFailed', { text: error.message }) : t(state)
  return (
    <span className="d-save-mark" data-state={state} role="status" title={text}>
      {t(state)}
    </span>
  )
}

function SaveButton(): ReactNode {
  const t = useT(messages)
  const { space } = useWorkbench()
  const toast = useToast()
  const save = (): void => {
    void space.flush().then(
      () => toast({ text: t('saved') }),
      (error: unknown) =>
        toast({
          text: t('saveFailed', { text: refusal(error) }),
          tone: 'danger',
        }),
    )
  }
  useGlobalKeys({ 'Ctrl+S': save })
  return (
    <Button className="d-save" onClick={save}>
      {t('saveDraft')}
    </Button>
  )
}

function ProblemsButton({ onProblem }: Pick<FrameProps, 'onProblem'>): ReactNode {
  const t = useT(messages)
  const { data, error } = useProblems()
  const problems = data ?? []
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        icon="triangle-alert"
        label={problems.length === 0 ? t('problems') : t('problemCount', { n: problems.length })}
        {...(problems.length === 0 ? {} : { count: problems.length })}
        onClick={() => setOpen(true)}
      />
      <Drawer open={open} onClose={() => setOpen(false)} title={t('problems')} size={420} destroyOnHidden>
        {error === null ? null : <ErrorState error={error} />}
        {data === undefined && error === null ? <Skeleton shape="lines" /> : null}
        {data === undefined ? null : (
          <ProblemList
            problems={data}
            onGo={(problem) => {
              setOpen(false)
              onProblem?.(problem)
            }}
          />
        )}
      </Drawer>
    </>
  )
}

/** Asks before the page is left while edits are on their way to the server. */
function useLeaveWarning(): void {
  const { space } = useWorkbench()
  useEffect(() => {
    const listen = (event: BeforeUnloadEvent): void => {
      if (space.look().state !== 'saved') event.preventDefault()
    }
    addEventListener('beforeunload', listen)
    return () => {
      removeEventListener('beforeunload', listen)
      void space.flush().catch(() => undefined)
    }
  }, [space])
}
