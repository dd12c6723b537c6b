import { IconButton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { FlowEditor } from '../use-flow-editor.ts'
import { ScenarioList } from '../../scenario/scenario-list.tsx'
import { messages } from './messages.ts'
import { TrialControls } from './trial-controls.tsx'
import { TrialCoverage } from './trial-coverage.tsx'
import { TrialKeep } from './trial-keep.tsx'
import { TrialLog } from './trial-log.tsx'
import { TrialMoves } from './trial-moves.tsx'
import { TrialSetup } from './trial-setup.tsx'
import type { Trial } from './use-trial.ts'
import './trial.css'

/** Tries the flow on a record, step by step; the canvas shows where it stands. */
export function TrialPanel({
  editor,
  trial,
  onClose,
}: {
  readonly editor: FlowEditor
  readonly trial: Trial
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const { result, error, begun } = trial
  return (
    <div className="d-panel-body t-panel" aria-busy={trial.busy}>
      <h2 className="d-panel-title">
        {t('trial')}
        <span className="m-spring" />
        <IconButton icon="x" label={t('close')} onClick={onClose} />
      </h2>
      {error === null ? null : (
        <p className="m-error d-panel-note" role="alert">
          {error.message}
        </p>
      )}
      {begun === undefined || result === undefined ? (
        <TrialSetup editor={editor} trial={trial} />
      ) : (
        <>
          <TrialControls trial={trial} result={result} />
          <TrialMoves editor={editor} trial={trial} result={result} />
          <TrialLog editor={editor} trial={trial} result={result} />
          <TrialKeep editor={editor} trial={trial} result={result} />
        </>
      )}
      {trial.runs === 0 ? null : <TrialCoverage editor={editor} trial={trial} />}
      <ScenarioList about={{ flow: editor.flow.key }} />
    </div>
  )
}
