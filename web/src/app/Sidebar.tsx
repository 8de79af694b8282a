import { useMemo } from 'react'
import { NavLink } from 'react-router'
import { useMeta } from '../api/queries'
import type { Meta } from '../api/types'
import { useLink } from './branch'
import { useSpeech } from './texts'

/** The modules that have something to list, each with its record types, in the server's order. */
export function menuOf(meta: Meta) {
  return meta.modules
    .map((module) => ({
      module,
      records: meta.records.filter(
        (record) => record.module === module.name && record.actions.includes('list'),
      ),
    }))
    .filter(({ records }) => records.length > 0)
}

/** Whoever may record one gift may use the desk and bring in a file of them. */
export function mayRecordGifts(meta: Meta): boolean {
  return meta.commands.some((command) => command.name === 'giving.record_gift')
}

/** Whoever may enter a gift in kind may use its desk. */
export function mayRecordGoods(meta: Meta): boolean {
  return meta.commands.some((command) => command.name === 'giving.record_goods')
}

/** Whoever may count a gift in kind may count many. */
export function mayCountGoods(meta: Meta): boolean {
  return meta.commands.some((command) => command.name === 'giving.count_goods')
}

/** Whoever may read lines of statements may look at the desk where they are matched. */
export function mayReadStatements(meta: Meta): boolean {
  return meta.records.some(
    ({ name, actions }) => name === 'giving.statement_line' && actions.includes('list'),
  )
}

export function Sidebar({ chosen }: { chosen?: () => void }) {
  const { t, say } = useSpeech()
  const meta = useMeta()
  const link = useLink()
  const menu = useMemo(() => menuOf(meta), [meta])
  const gifts = mayRecordGifts(meta)
  const goods = mayRecordGoods(meta)
  const counts = mayCountGoods(meta)
  const campaigns = meta.records.some(
    ({ name, actions }) => name === 'giving.campaign' && actions.includes('list'),
  )
  const notices = meta.records.some(
    ({ name, actions }) => name === 'giving.disclosure_notice' && actions.includes('list'),
  )
  const spending = meta.records.some(
    ({ name, actions }) => name === 'spending.payment' && actions.includes('list'),
  )
  const emergencies = meta.records.some(
    ({ name, actions }) => name === 'emergency.emergency' && actions.includes('list'),
  )
  return (
    <nav className="menu" aria-label={t('shell.menu')}>
      <ul>
        <li>
          <NavLink to={link('/')} end onClick={chosen}>
            {t('dashboard.title')}
          </NavLink>
        </li>
        {gifts && (
          <>
            <li>
              <NavLink to={link('/gift-desk')} onClick={chosen}>
                {t('desk.title')}
              </NavLink>
            </li>
            <li>
              <NavLink to={link('/import')} onClick={chosen}>
                {t('import.title')}
              </NavLink>
            </li>
          </>
        )}
        {goods && (
          <li>
            <NavLink to={link('/goods-desk')} onClick={chosen}>
              {t('goods.desk')}
            </NavLink>
          </li>
        )}
        {counts && (
          <li>
            <NavLink to={link('/goods-count')} onClick={chosen}>
              {t('goods_count.title')}
            </NavLink>
          </li>
        )}
        {campaigns && (
          <li>
            <NavLink to={link('/campaigns')} onClick={chosen}>
              {t('campaigns.title')}
            </NavLink>
          </li>
        )}
        {notices && (
          <li>
            <NavLink to={link('/calendar')} onClick={chosen}>
              {t('calendar.title')}
            </NavLink>
          </li>
        )}
        {emergencies && (
          <li>
            <NavLink to={link('/emergency')} onClick={chosen}>
              {t('emergency.title')}
            </NavLink>
          </li>
        )}
        {mayReadStatements(meta) && (
          <li>
            <NavLink to={link('/reconcile')} onClick={chosen}>
              {t('reconcile.title')}
            </NavLink>
          </li>
        )}
        {spending && (
          <li>
            <NavLink to={link('/spending')} onClick={chosen}>
              {t('spending.title')}
            </NavLink>
          </li>
        )}
      </ul>
      {menu.map(({ module, records }) => (
        <section key={module.name} aria-labelledby={`module-${module.name}`}>
          <h2 id={`module-${module.name}`}>{say(module.title)}</h2>
          <ul>
            {records.map((record) => (
              <li key={record.name}>
                <NavLink to={link(`/records/${record.name}`)} onClick={chosen}>
                  {say(record.title)}
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
