import { say } from '@mortise/errors'
import { ErrorState, Icon, RelativeTime, Skeleton, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Upload } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { messages } from './messages.ts'

/** Apps of the workspace: each can be taken out as a ZIP file, and a new version of it put in. */
export function AppsDrawer({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { api } = useWorkbench()
  const [file, setFile] = useState<File>()
  const apps = useQuery({ queryKey: ['design', 'apps'], queryFn: () => api.apps(), enabled: open })
  return (
    <Drawer open={open} onClose={onClose} title={t('apps')} size={480}>
      <p className="m-faint d-drawer-note">{t('appsNote')}</p>
      {apps.isPending ? <Skeleton shape="rows" /> : null}
      {apps.error === null ? null : <ErrorState error={apps.error} />}
      <ul className="d-versions">
        {(apps.data ?? [])
          .filter((one) => one.hidden !== true)
          .map((one) => (
            <li key={one.key}>
              <div className="d-version-head">
                <b className="m-clip">{say(one.label, locale) || one.key}</b>
                <span className="m-faint m-num">{one.version}</span>
              </div>
              <span className="m-faint">
                {one.template === null ? (
                  t('ownApp')
                ) : (
                  <>
                    {t('fromTemplate', { version: one.template.version })} ·{' '}
                    <RelativeTime value={one.template.at} />
                  </>
                )}
              </span>
              <Button
                size="small"
                icon={<Icon name="download" size={14} />}
                href={`/api/apps/${one.key}.zip`}
                download
              >
                {t('exportApp')}
              </Button>
            </li>
          ))}
      </ul>
      <div className="d-upload-box">
        <Upload.Dragger
          accept=".zip,application/zip"
          multiple={false}
          showUploadList={false}
          beforeUpload={(picked) => {
            setFile(picked)
            return false
          }}
        >
          <p className="d-upload">
            <Icon name="upload" />
            <b>{t('importApp')}</b>
            <span className="m-faint">{t('importAppNote')}</span>
          </p>
        </Upload.Dragger>
      </div>
      {file === undefined ? null : <MergeDialog file={file} onClose={() => setFile(undefined)} />}
    </Drawer>
  )
}
