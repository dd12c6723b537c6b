import type { ReactNode } from 'react'

/** The small line drawings of empty places. */
export type DrawingName = 'list' | 'inbox' | 'search' | 'broken' | 'chart' | 'talk' | 'joint' | 'file'

const shapes: { readonly [K in DrawingName]: ReactNode } = {
  list: (
    <>
      <path d="M26 22h58a4 4 0 0 1 4 4v46H22V26a4 4 0 0 1 4-4Z" />
      <path d="M22 38h66M34 50h30M34 60h20" />
      <path className="m-accent" d="M96 44v24M84 56h24" />
    </>
  ),
  inbox: (
    <>
      <path d="M24 48 36 24h48l12 24v24a4 4 0 0 1-4 4H28a4 4 0 0 1-4-4Z" />
      <path d="M24 48h20l5 10h22l5-10h20" />
      <path className="m-accent" d="m50 36 7 7 14-15" />
    </>
  ),
  search: (
    <>
      <circle cx="54" cy="44" r="22" />
      <path d="m70 60 20 20M44 40h20M44 48h12" />
    </>
  ),
  broken: (
    <>
      <path d="M20 34h34v14l8-6v28H20ZM100 34H72v8l-8 6v22h36Z" />
      <path className="m-accent" d="m58 20 4 8M68 18l-2 10M50 24l8 6" />
    </>
  ),
  chart: (
    <>
      <path d="M26 20v56h68" />
      <path d="M38 76V56h10v20M56 76V42h10v34M74 76V50h10v26" />
      <path className="m-accent" d="m36 40 16-12 16 4 18-14" />
    </>
  ),
  talk: (
    <>
      <path d="M24 26h46a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6H44L32 66V56h-8a6 6 0 0 1-6-6V32a6 6 0 0 1 6-6Z" />
      <path className="m-accent" d="M86 40h10a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6h-4v9l-10-9H66" />
    </>
  ),
  joint: (
    <>
      <path d="M18 36h32v10h12v16H50v10H18Z" />
      <path className="m-accent" d="M102 36H72v10h-4v16h4v10h30Z" />
    </>
  ),
  file: (
    <>
      <path d="M40 18h28l14 14v46H40Z" />
      <path d="M68 18v14h14M50 46h22M50 56h22M50 66h12" />
    </>
  ),
}

/** One drawing, in the colours of the theme. */
export function Drawing({ name }: { readonly name: DrawingName }): ReactNode {
  return (
    <svg className="m-drawing" viewBox="0 0 120 96" aria-hidden="true">
      {shapes[name]}
    </svg>
  )
}

/** The mark of the product: a tenon in its mortise. */
export function BrandMark({ size = 24 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path fill="var(--m-primary)" d="M3 7h11v5h6v8h-6v5H3z" />
      <path
        fill="none"
        stroke="var(--m-text)"
        strokeWidth="2.4"
        strokeLinejoin="round"
        d="M18 7h11v18H18v-2.6M18 9.6V7"
      />
    </svg>
  )
}
