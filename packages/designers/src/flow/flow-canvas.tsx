import type { FlowEdgeDocument } from '@mortise/schema'
import { say } from '@mortise/errors'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Dropdown } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useConditionWords } from '../condition/condition-words.tsx'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { type Card, type CardList, cardsOf, isCard, type Lane } from './cards.ts'
import { useNodeWords } from './node-words.ts'
import { messages } from './messages.ts'
import type { FlowEditor } from './use-flow-editor.ts'

/** What is dragged over a flow. */
export type FlowPayload = { readonly add: string } | { readonly move: string }

const drags = ['flow-palette', 'flow-node'] as const

type Props = { readonly editor: FlowEditor; readonly problems: ReadonlyMap<string, string> }

/** The flow as a vertical line of cards, with a plus on every line. */
export function FlowCanvas({ editor, zoom, problems }: Props & { readonly zoom: number }): ReactNode {
  const lists = useMemo(() => cardsOf(editor.flow), [editor.flow])
  const { ref, place } = useDropContainer<FlowPayload>(drags, {
    onDrop: (payload, { list }) => {
      if ('add' in payload) editor.insert(list, payload.add)
      else editor.move(payload.move, list)
    },
  })
  const aimed = place?.list ?? editor.lifted?.edge
  return (
    <div className="d-canvas-scroll d-flow-scroll" onClick={() => editor.select(undefined)}>
      <div className="d-flow" ref={ref} style={{ zoom }}>
        {lists.map((cards, at) => (
          <Cards key={at} cards={cards} editor={editor} problems={problems} aimed={aimed} />
        ))}
      </div>
    </div>
  )
}

type Around = Props & { readonly aimed: string | undefined }

function Cards({ cards, ...around }: Around & { readonly cards: CardList }): ReactNode {
  return (
    <div className="d-flow-cards">
      {cards.map((entry, at) => {
        if (!isCard(entry))
          return <JumpCard key={`jump ${entry.jump}`} id={entry.jump} editor={around.editor} />
        const following = cards[at + 1]
        const below =
          following === undefined ? undefined : isCard(following) ? following.node.id : following.jump
        return (
          <CardBlock
            key={entry.node.id}
            card={entry}
            below={below}
            last={at === cards.length - 1}
            {...around}
          />
        )
      })}
    </div>
  )
}

function CardBlock({
  card,
  below,
  last,
  ...around
}: Around & { readonly card: Card; readonly below: string | undefined; readonly last: boolean }): ReactNode {
  const { editor, aimed } = around
  const { node, next, lanes } = card
  return (
    <>
      <NodeCard card={card} meet={lanes === undefined ? undefined : below} {...around} />
      {next === undefined ? null : <Line edge={next} editor={editor} aimed={aimed} />}
      {lanes === undefined ? null : (
        <div className="d-lanes" data-open={last}>
          {lanes.map((lane, at) => (
            <LaneColumn
              key={lane.edge.id}
              lane={lane}
              at={at}
              count={lanes.length}
              gate={node.id}
              below={below}
              {...around}
            />
          ))}
        </div>
      )}
      {lanes === undefined || last ? null : <i className="d-flow-stem" />}
    </>
  )
}

/** A line down with its plus: the place where something can be put in. */
function Line({
  edge,
  editor,
  aimed,
}: {
  readonly edge: FlowEdgeDocument
  readonly editor: FlowEditor
  readonly aimed: string | undefined
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const open = kit.nodes.all.filter(({ role }) => role !== 'start')
  return (
    <div className="d-line-down" data-list={edge.id} data-aimed={aimed === edge.id}>
      <Dropdown
        trigger={['click']}
        placement="bottom"
        menu={{
          items: open.map(({ type, label, icon }) => ({
            key: type,
            label: label[locale],
            icon: <Icon name={icon} />,
          })),
          onClick: ({ key, domEvent }) => {
            domEvent.stopPropagation()
            editor.insert(edge.id, key)
          },
        }}
      >
        <button
          type="button"
          className="d-plus"
          aria-label={t('insert')}
          data-edge={edge.id}
          onClick={(event) => event.stopPropagation()}
        >
          <Icon name="plus" size={14} />
        </button>
      </Dropdown>
    </div>
  )
}

function NodeCard({
  card: { node, lanes },
  meet,
  editor,
  problems,
}: Around & { readonly card: Card; readonly meet: string | undefined }): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const words = useNodeWords(editor.flow)
  const type = kit.nodes.find(node.type)
  const name = editor.nameOf(node)
  const on = editor.selected !== undefined && 'node' in editor.selected && editor.selected.node === node.id
  const movable = type?.role === undefined && lanes === undefined
  const { ref, dragging } = useDragSource('flow-node', { move: node.id }, movable)
  const problem = problems.get(node.id)
  return (
    <div
      ref={ref}
      className="d-flow-card"
      data-node={node.id}
      data-group={type?.group ?? 'unknown'}
      data-role={type?.role}
      data-selected={on}
      data-wrong={problem !== undefined}
      data-dragging={dragging}
      data-lifted={editor.lifted?.node === node.id}
      role="button"
      tabIndex={0}
      aria-pressed={on}
      aria-label={t('select', { name })}
      onClick={(event) => {
        event.stopPropagation()
        editor.select({ node: node.id })
      }}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) handleKey(editor.keys(node.id, meet), event)
      }}
    >
      <header>
        <Icon name={type?.icon ?? 'square'} size={14} />
        <b className="m-clip">{name}</b>
        {problem === undefined ? null : (
          <span className="d-flow-wrong" title={t('problemHere', { text: problem })}>
            <Icon name="triangle-alert" size={14} />
          </span>
        )}
        {type?.role !== undefined ? null : (
          <span className="d-flow-tools">
            {movable ? (
              <IconButton icon="copy" size={14} label={t('copy')} onClick={() => editor.duplicate(node.id)} />
            ) : null}
            <IconButton
              icon="trash-2"
              size={14}
              label={t('remove')}
              onClick={() => editor.remove(node.id, meet)}
            />
          </span>
        )}
      </header>
      <p className="m-two-lines">{words(node)}</p>
      {lanes === undefined || type?.branching !== true ? null : (
        <button
          type="button"
          className="d-mini d-flow-add-lane"
          onClick={(event) => {
            event.stopPropagation()
            editor.addLane(node.id, meet ?? lanes.at(-1)?.edge.target ?? '')
          }}
        >
          <Icon name="plus" size={14} />
          {t('addBranch')}
        </button>
      )}
    </div>
  )
}

type LaneProps = Around & {
  readonly lane: Lane
  readonly at: number
  readonly count: number
  readonly gate: string
  readonly below: string | undefined
}

function LaneColumn({ lane, at, count, gate, below, ...around }: LaneProps): ReactNode {
  const { editor, aimed } = around
  const end = lane.cards.at(-1)
  const closed =
    lane.cards.length === 0 ||
    (end !== undefined && isCard(end) && end.lanes === undefined && end.next !== undefined)
  return (
    <div
      className="d-lane"
      data-first={at === 0}
      data-last={at === count - 1}
      data-closed={closed && below !== undefined}
    >
      <i className="d-lane-top" />
      <LaneHead lane={lane} at={at} count={count} gate={gate} editor={editor} />
      <Line edge={lane.edge} editor={editor} aimed={aimed} />
      <Cards cards={lane.cards} {...around} />
      <i className="d-lane-rest" />
    </div>
  )
}

function LaneHead({
  lane: { edge },
  at,
  count,
  gate,
  editor,
}: {
  readonly lane: Lane
  readonly at: number
  readonly count: number
  readonly gate: string
  readonly editor: FlowEditor
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const words = useConditionWords()
  const { kit } = useWorkbench()
  const node = editor.flow.nodes.find((one) => one.id === gate)
  const type = kit.nodes.find(node?.type ?? '')
  const conditional =
    node !== undefined && type?.ports(node).some((port) => port.conditional === true) === true
  const fallback = node?.['default'] === edge.id
  const on = editor.selected !== undefined && 'edge' in editor.selected && editor.selected.edge === edge.id
  const outcome = edge.outcome === 'approved' || edge.outcome === 'rejected' ? t(edge.outcome) : undefined
  const name =
    say(edge.name, locale) || outcome || t(conditional ? 'branch' : 'parallelBranch', { n: at + 1 })
  return (
    <div
      className="d-lane-head"
      data-on={on}
      data-edge={edge.id}
      role="button"
      tabIndex={0}
      aria-pressed={on}
      onClick={(event) => {
        event.stopPropagation()
        editor.select({ edge: edge.id })
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        handleKey(
          {
            Enter: () => editor.select({ edge: edge.id }),
            ArrowLeft: () => editor.shiftLane(edge.id, -1),
            ArrowRight: () => editor.shiftLane(edge.id, 1),
            Delete: () => editor.removeLane(edge.id),
          },
          event,
        )
      }}
    >
      <header>
        <b className="m-clip">{name}</b>
        {conditional ? <small>{fallback ? t('default') : t('priority', { n: at + 1 })}</small> : null}
      </header>
      {conditional ? (
        <p className="m-two-lines">
          {fallback ? (
            t('defaultNote')
          ) : edge.condition === undefined ? (
            <em>{t('noCondition')}</em>
          ) : (
            words(edge.condition, editor.flow.entity)
          )}
        </p>
      ) : null}
      {outcome !== undefined ? null : (
        <span className="d-flow-tools">
          {conditional && !fallback ? (
            <>
              <IconButton
                icon="arrow-left"
                size={14}
                label={t('left')}
                disabled={at === 0}
                onClick={() => editor.shiftLane(edge.id, -1)}
              />
              <IconButton
                icon="arrow-right"
                size={14}
                label={t('right')}
                disabled={at >= count - 2}
                onClick={() => editor.shiftLane(edge.id, 1)}
              />
            </>
          ) : null}
          {fallback ? null : (
            <IconButton
              icon="trash-2"
              size={14}
              label={t('removeBranch')}
              onClick={() => editor.removeLane(edge.id)}
            />
          )}
        </span>
      )}
    </div>
  )
}

function JumpCard({ id, editor }: { readonly id: string; readonly editor: FlowEditor }): ReactNode {
  const t = useT(messages)
  const target = editor.flow.nodes.find((one) => one.id === id)
  return (
    <button
      type="button"
      className="d-flow-jump"
      onClick={(event) => {
        event.stopPropagation()
        editor.select({ node: id })
        document
          .querySelector(`[data-node="${CSS.escape(id)}"]`)
          ?.scrollIntoView({ block: 'center', behavior: 'smooth' })
      }}
    >
      <Icon name="corner-down-right" size={14} />
      {t('jump', { name: editor.nameOf(target) })}
    </button>
  )
}
