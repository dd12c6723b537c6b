import type { ReactNode } from 'react'

/** The head of a page: title with a quiet note beside it, actions at the right, tabs or filters below. */
export function PageHeader({
  title,
  note,
  actions,
  children,
}: {
  readonly title: ReactNode
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
}): ReactNode {
  return (
    <header className="m-page-header">
      <div className="m-page-title">
        <h1>{title}</h1>
        {note === undefined ? null : <span className="m-page-note">{note}</span>}
        <div className="m-page-actions">{actions}</div>
      </div>
      {children}
    </header>
  )
}

/** A surface with an optional head: the frame of tiles, sections and side panels. */
export function Card({
  title,
  actions,
  children,
  className = '',
}: {
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}): ReactNode {
  return (
    <section className={`m-card ${className}`}>
      {title === undefined ? null : (
        <header>
          <h2>{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  )
}
