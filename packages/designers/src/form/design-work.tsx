import { Icon, IconButton, SegmentedControl, useNarrow, useT } from '@mortise/ui'
import { Button, Drawer } from 'antd'
import { type ComponentType, memo, type ReactNode, useMemo, useState } from 'react'
import { messages as kitMessages } from '../kit/messages.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import type { Device } from './device-switch.tsx'
import type { FormEditor, FormPayload } from './editor-types.ts'
import { FormCanvas } from './form-canvas.tsx'
import { FormOutline } from './form-outline.tsx'
import { FormPalette } from './form-palette.tsx'
import { FormPanel } from './form-panel.tsx'
import { messages } from './messages.ts'
import { type Sought, SoughtSetting } from './panel-tabs.tsx'
import { type Attention, useAside } from './use-aside.ts'
import { useSteady } from './use-steady.ts'

/** What can stand at the left. */
export type Left = 'palette' | 'outline'

/** What the sides of the canvas show. */
type Sides = { readonly editor: FormEditor; readonly sought: Sought }

const widths: { readonly [K in Device]: number | undefined } = { desktop: undefined, tablet: 768, phone: 390 }

/** Palette, canvas and properties side by side. */
export function DesignWork({
  editor,
  sought,
  attention,
  settingsOpen,
  onSettings,
  device,
  bar,
  left,
  onLeft,
}: {
  readonly editor: FormEditor
  readonly sought: Sought
  /** Whether somebody is at the properties. */
  readonly attention: Attention
  /** Whether the properties are up where there is no room for them beside the form. */
  readonly settingsOpen: boolean
  readonly onSettings: (open: boolean) => void
  readonly device: Device
  readonly bar: ReactNode
  readonly left: Left
  readonly onLeft: (left: Left) => void
}): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const narrow = useNarrow()
  const steady = useSteady(editor)
  const added = useMemo(
    () => ({
      add: (payload: FormPayload) => {
        steady.add(payload)
        onSettings(true)
      },
    }),
    [steady, onSettings],
  )
  const [outlined, setOutlined] = useState(false)
  const shown = useAside(
    useMemo(() => ({ editor, sought }), [editor, sought]),
    attention,
  )
  return (
    <>
      <LeftSide
        shown={shown.editor}
        act={steady}
        adds={added}
        left={narrow ? 'palette' : left}
        onLeft={onLeft}
      />
      {narrow ? (
        <Drawer
          open={outlined}
          onClose={() => setOutlined(false)}
          placement="bottom"
          size="80%"
          title={t('outline')}
        >
          <FormOutline editor={editor} act={steady} head={null} />
        </Drawer>
      ) : null}
      <main className="d-canvas" aria-label={kt('canvas')}>
        <div className="d-canvas-bar">
          {bar}
          {narrow ? (
            <>
              <IconButton icon="list-tree" label={t('outline')} onClick={() => setOutlined(true)} />
              <Button icon={<Icon name="sliders-horizontal" size={16} />} onClick={() => onSettings(true)}>
                {editor.selected === undefined ? t('formSettings') : kt('properties')}
              </Button>
            </>
          ) : null}
        </div>
        <FormCanvas editor={editor} width={widths[device]} phone={narrow || device === 'phone'} />
      </main>
      <div className="d-aside" {...attention.watch}>
        <SidePanel open={settingsOpen} onClose={() => onSettings(false)}>
          <Properties {...shown} />
        </SidePanel>
      </div>
    </>
  )
}

const Properties: ComponentType<Sides> = memo(function Properties({ editor, sought }: Sides): ReactNode {
  return (
    <SoughtSetting value={sought}>
      <FormPanel editor={editor} />
    </SoughtSetting>
  )
})

type LeftProps = {
  /** The editor as it is drawn, and as it is acted with: that of the moment. */
  readonly shown: FormEditor
  readonly act: FormEditor
  readonly adds: Pick<FormEditor, 'add'>
  readonly left: Left
  readonly onLeft: (left: Left) => void
}

const LeftSide: ComponentType<LeftProps> = memo(function LeftSide({
  shown,
  act,
  adds,
  left,
  onLeft,
}: LeftProps): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const head = useMemo(
    () => (
      <div className="d-left-tabs">
        <SegmentedControl
          label={kt('palette')}
          value={left}
          options={[
            { value: 'palette', label: t('parts') },
            { value: 'outline', label: t('outline') },
          ]}
          onChange={onLeft}
        />
      </div>
    ),
    [t, kt, left, onLeft],
  )
  return left === 'palette' ? (
    <FormPalette draft={shown.draft.present} act={adds} head={head} />
  ) : (
    <FormOutline editor={shown} act={act} head={head} />
  )
})
