import { say } from '@mortise/errors'
import { tintOf, useLocale, useUi } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { GalleryEntry } from '../workbench/apps-api.ts'

/** A small look into an app: its board, with titles of its own sample records. */
export function TemplatePicture({ entry }: { readonly entry: GalleryEntry }): ReactNode {
  const locale = useLocale()
  const { mode } = useUi()
  const { picture } = entry
  const ground = tintOf(entry.color ?? 'blue', mode)
  return (
    <div className="d-picture" style={{ background: ground.ground }} aria-hidden="true">
      <div className="d-picture-page">
        <div className="d-picture-bar">
          <i style={{ background: ground.dot }} />
          <b style={{ color: ground.text }}>{picture === null ? '' : say(picture.entity, locale)}</b>
        </div>
        <div className="d-picture-board">
          {(picture?.columns ?? []).map((column, index) => {
            const tint = tintOf(column.color ?? 'gray', mode)
            return (
              <div key={index}>
                <span style={{ background: tint.ground, color: tint.text }}>{say(column.label, locale)}</span>
                {column.cards.map((card) => (
                  <p key={card}>{card}</p>
                ))}
                {column.cards.length === 0 ? <p className="d-picture-none" /> : null}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
