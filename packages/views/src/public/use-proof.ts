import type { Proof, PublicVisit, Riddle } from '@mortise/client'
import { useRef } from 'react'
import { solve } from './solve.ts'

/** Riddles of one visit: solved in the background, taken anew when they run out or were used up. */
export type Proofs = {
  /** Begins as soon as somebody types, so that nobody waits at the end. */
  readonly begin: () => void
  readonly get: () => Promise<Proof>
  /** The next one is of another visitor: what was sent counts once. */
  readonly spend: () => void
}

type Work = { riddle?: Riddle; proof?: Promise<Proof> | undefined }

const early = 60_000

function proofsOf(visit: PublicVisit): Proofs {
  const work: Work = {}
  const ask = async (): Promise<Proof> => {
    const riddle = await visit.riddle(work.riddle?.token)
    work.riddle = riddle
    return { challenge: riddle.token, answer: await solve(riddle) }
  }
  const get = (): Promise<Proof> => {
    const isOver = work.riddle !== undefined && Date.parse(work.riddle.expiresAt) - early < Date.now()
    if (work.proof === undefined || isOver) {
      const proof = ask()
      work.proof = proof
      proof.catch(() => {
        if (work.proof === proof) work.proof = undefined
      })
    }
    return work.proof
  }
  return {
    begin: () => void get().catch(() => undefined),
    get,
    spend: () => {
      delete work.riddle
      work.proof = undefined
    },
  }
}

/** The riddles of a visit. */
export function useProofs(visit: PublicVisit): Proofs {
  const proofs = useRef<{ visit: PublicVisit; proofs: Proofs }>(undefined)
  if (proofs.current?.visit !== visit) proofs.current = { visit, proofs: proofsOf(visit) }
  return proofs.current.proofs
}
