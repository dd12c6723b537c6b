import { say } from '@mortise/errors'
import { useLocale, useNavigator, useT } from '@mortise/ui'
import { Modal, Segmented, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import '../../styles/wall.css'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'
import { mostBoards, refreshes, stays, type Wall, wallPath } from './wall-address.ts'

/** Chooses what a wall screen shows and how, and starts it. */
export function WallDialog({
  dashboard,
  onClose,
}: {
  readonly dashboard: string
  readonly onClose: () => void
}): ReactNode {
  const { model } = useWorkspace()
  const locale = useLocale()
  const t = useT(messages)
  const { go } = useNavigator()
  const id = useId()
  const [wall, setWall] = useState<Wall>({ boards: [dashboard], every: 30, refresh: 5, look: 'dark' })
  const boards = model.documents('dashboard').map(({ key, label }) => ({
    value: key,
    label: say(label, locale) || key,
  }))
  const start = (): void => {
    // Only a click may fill the screen, and this is it; a browser that refuses fills its window.
    void document.documentElement.requestFullscreen?.().catch(() => undefined)
    onClose()
    go(wallPath(wall))
  }
  return (
    <Modal
      open
      title={t('title')}
      okText={t('begin')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: wall.boards.length === 0 }}
      onOk={start}
      onCancel={onClose}
    >
      <p className="m-faint">{t('note')}</p>
      <div className="m-wall-fields">
        <label htmlFor={`${id}-boards`}>{t('boards')}</label>
        <Select<string[]>
          id={`${id}-boards`}
          mode="multiple"
          maxCount={mostBoards}
          value={[...wall.boards]}
          options={boards}
          optionFilterProp="label"
          onChange={(next) => setWall({ ...wall, boards: next })}
        />
        <label htmlFor={`${id}-every`}>{t('every')}</label>
        <Select<number>
          id={`${id}-every`}
          value={wall.every}
          options={stays.map((n) => ({ value: n, label: t('seconds', { n }) }))}
          onChange={(every) => setWall({ ...wall, every })}
        />
        <label htmlFor={`${id}-refresh`}>{t('refresh')}</label>
        <Select<number>
          id={`${id}-refresh`}
          value={wall.refresh}
          options={refreshes.map((n) => ({ value: n, label: t('minutes', { n }) }))}
          onChange={(refresh) => setWall({ ...wall, refresh })}
        />
        <span>{t('look')}</span>
        <Segmented<Wall['look']>
          aria-label={t('look')}
          value={wall.look}
          options={(['dark', 'light'] as const).map((look) => ({ value: look, label: t(look) }))}
          onChange={(look) => setWall({ ...wall, look })}
        />
      </div>
    </Modal>
  )
}
