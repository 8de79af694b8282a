import { Link } from 'react-router'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { useEmergencies } from './emergency_api'

/** A line below the header of every page while the branch answers an emergency. */
export function EmergencyBanner() {
  const { t } = useSpeech()
  const link = useLink()
  const open = (useEmergencies().data?.emergencies ?? []).filter(({ state }) => state === 'open')
  if (open.length === 0) return null
  return (
    <nav className="emergency-banner" aria-label={t('emergency.mode')}>
      {open.map((emergency) => (
        <p key={emergency.id}>
          <strong>{t('emergency.mode')}</strong>{' '}
          <Link to={link('/emergency')}>
            {emergency.name} · {t('emergency.day', { n: emergency.day_number })}
          </Link>{' '}
          <Link to={link('/gift-desk', { emergency: emergency.id })}>{t('emergency.intake')}</Link>
        </p>
      ))}
    </nav>
  )
}
