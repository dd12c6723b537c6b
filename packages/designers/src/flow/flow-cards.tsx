import type { FlowTree, TreeBranch, TreeCard } from '@mortise/flows'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useCanvas } from './canvas-context.tsx'
import { Branches } from './flow-branches.tsx'
import { FlowCard } from './flow-card.tsx'
import { FlowLine } from './flow-line.tsx'
import { Gate, Meeting } from './gate.tsx'
import { isJoin, nodeOf } from './graph.ts'
import { LaneTitle } from './lane-title.tsx'
import { messages } from './messages.ts'
import { branchExits, lastAt, lineAt, type Room, roomList } from './outline.ts'

type Props = {
  /** Name of the sequence, which drops are told. */
  readonly list: string
  readonly cards: FlowTree
  readonly branch: TreeBranch | undefined
  /** Node it lies inside. */
  readonly room: string | undefined
}

/** A sequence of cards from top to bottom, with a plus on every line. */
function Cards({ list, cards, branch, room }: Props): ReactNode {
  const t = useT(messages)
  const { editor } = useCanvas()
  const line = (at: number): ReactNode => {
    const edges = lineAt(cards, at, { list, branch, room })
    const above = cards[at - 1]
    const below = cards[at]
    const last = nodeOf(editor.flow, lastAt(edges) ?? '')
    const ended = last !== undefined && editor.nodes.find(last.type)?.role === 'end'
    if (edges.length === 0 || ended) return null
    // A plus stands below every branch already; a line to the dot where they meet needs none.
    if (
      above?.branches !== undefined &&
      below !== undefined &&
      isJoin(editor.flow, below.node.id, editor.nodes)
    )
      return <i className="f-stem" />
    return <FlowLine line={edges} label={lineLabel(at, above)} />
  }
  const lineLabel = (at: number, above: TreeCard | undefined): string => {
    if (at === 0 || above === undefined)
      return branch === undefined
        ? t('insertInside', { name: editor.nameOf(room ?? '') })
        : t('insertInBranch', { name: editor.branchNameOf(branch.edge.id) })
    if (above.branches !== undefined) return t('insertBehind', { name: editor.nameOf(above.node.id) })
    const gate = cards[at - 2]
    return gate?.branches !== undefined && isJoin(editor.flow, above.node.id, editor.nodes)
      ? t('insertBehind', { name: editor.nameOf(gate.node.id) })
      : t('insertAfter', { name: editor.nameOf(above.node.id) })
  }
  return (
    <div className="f-cards" data-list={list} data-flow="column">
      {line(0)}
      {cards.map((card, at) => (
        <div key={card.node.id} className="f-step" data-index={at}>
          <Step card={card} />
          {card.branches === undefined ? null : (
            <Branches
              card={card}
              inside={(inner) => (
                <Cards list={inner.edge.id} cards={inner.cards} branch={inner} room={room} />
              )}
            />
          )}
          {at === cards.length - 1 ? null : line(at + 1)}
        </div>
      ))}
      {cards.length === 0 ? null : line(cards.length)}
      {branch === undefined ? null : <i className="f-tail" data-open={branchExits(branch).length === 0} />}
    </div>
  )
}

/** The steps of a flow, or of a node that has steps inside, with the ways that only an outcome or an event leads to. */
export function RoomCards({
  list,
  room,
  inside,
}: {
  readonly list: string
  readonly room: Room
  /** Node it lies inside. */
  readonly inside: string | undefined
}): ReactNode {
  return (
    <>
      <Cards list={list} cards={room.main} branch={undefined} room={inside} />
      {room.lanes.map(({ head, cards }) => (
        <section key={head} className="f-lane">
          <LaneTitle head={head} />
          <Cards list={head} cards={cards} branch={undefined} room={inside} />
        </section>
      ))}
    </>
  )
}

function Step({ card }: { readonly card: TreeCard }): ReactNode {
  const { editor } = useCanvas()
  const { node } = card
  const type = editor.nodes.find(node.type)
  if (card.branches === undefined && isJoin(editor.flow, node.id, editor.nodes))
    return type?.join === 'some' ? <Meeting node={node} /> : <i className="f-join" />
  if (type?.branching === true)
    return card.branches === undefined ? <i className="f-join" /> : <Gate card={card} />
  const room = editor.outline.rooms.get(node.id)
  return (
    <FlowCard
      node={node}
      inside={
        room === undefined ? undefined : <RoomCards list={roomList(node.id)} room={room} inside={node.id} />
      }
    />
  )
}
