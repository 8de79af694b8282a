import { MenuOutlined } from '@ant-design/icons'
import { Button, Drawer, Skeleton } from 'antd'
import { Suspense, useCallback, useState } from 'react'
import { Link, Navigate, Outlet, useLocation } from 'react-router'
import { Problem } from '../api/client'
import { useMetaQuery, useSession } from '../api/queries'
import { EmergencyBanner } from '../features/emergency/EmergencyBanner'
import { ProblemNotice } from '../ui/ProblemNotice'
import { AccountMenu } from './AccountMenu'
import { useLink } from './branch'
import { BranchSwitcher } from './BranchSwitcher'
import { LanguageSwitch, ThemeSwitch } from './Switches'
import { usePhone } from './preferences'
import { Sidebar } from './Sidebar'
import { useSpeech } from './texts'

export function Brand() {
  const { t } = useSpeech()
  return (
    <>
      <img className="brand-mark" src="/console/mark.svg" alt="" width={32} height={32} />
      <span className="brand-name">{t('brand')}</span>
    </>
  )
}

function Header({ openMenu }: { openMenu: (() => void) | null }) {
  const { t } = useSpeech()
  const link = useLink()
  return (
    <header className="top">
      {openMenu && (
        <Button
          type="text"
          icon={<MenuOutlined />}
          aria-label={t('shell.open_menu')}
          onClick={openMenu}
        />
      )}
      <Link className="brand" to={link('/')} aria-label={t('brand')}>
        <Brand />
      </Link>
      <BranchSwitcher />
      <span className="stretch" />
      {!openMenu && (
        <>
          <LanguageSwitch />
          <ThemeSwitch />
        </>
      )}
      <AccountMenu />
    </header>
  )
}

/** The frame of every signed-in page: header, sidebar from the metadata, the page. */
export function Shell() {
  const { t } = useSpeech()
  const location = useLocation()
  const phone = usePhone()
  const [menu, setMenu] = useState(false)
  const session = useSession()
  const meta = useMetaQuery()
  const closeMenu = useCallback(() => setMenu(false), [])

  if (session.error instanceof Problem && session.error.status === 401) {
    const next = location.pathname + location.search
    return <Navigate to={`/sign-in?next=${encodeURIComponent(next)}`} replace />
  }
  const problem = session.error ?? meta.error
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <Header openMenu={phone ? () => setMenu(true) : null} />
      {meta.data && <EmergencyBanner />}
      {phone ? (
        <Drawer
          open={menu}
          onClose={closeMenu}
          placement="left"
          size={300}
          title={t('shell.menu')}
          closable={{ 'aria-label': t('close') }}
        >
          <Sidebar chosen={closeMenu} />
          <div className="drawer-switches">
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
        </Drawer>
      ) : (
        <aside className="side">
          <Sidebar />
        </aside>
      )}
      <main id="main" tabIndex={-1}>
        {problem && !session.data ? (
          <ProblemNotice problem={problem} retry={() => void session.refetch()} />
        ) : problem && !meta.data ? (
          <ProblemNotice problem={problem} retry={() => void meta.refetch()} />
        ) : session.data && meta.data ? (
          <Suspense fallback={<Skeleton active />}>
            <Outlet />
          </Suspense>
        ) : (
          <Skeleton active />
        )}
      </main>
    </div>
  )
}
