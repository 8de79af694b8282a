import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { groupAmount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { DueDay } from './DueDay'
import { useInstalments } from './campaigns_api'

/** What donors promised and have still to pay, the earliest first. */
export function Instalments() {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const link = useLink()
  const instalments = useInstalments(branch?.code)
  return (
    <section className="panel wide" aria-labelledby="instalments">
      <h2 id="instalments">{t('campaigns.instalments')}</h2>
      {instalments.error && (
        <ProblemNotice problem={instalments.error} retry={() => void instalments.refetch()} />
      )}
      {instalments.isPending && <Skeleton active />}
      {instalments.data && (
        <DataTable
          caption={t('campaigns.instalments')}
          items={instalments.data.instalments}
          keyOf={({ pledge, due_on: due, open }) => `${pledge} ${due} ${open}`}
          empty={t('campaigns.no_instalments')}
          columns={[
            {
              key: 'pledge',
              title: t('campaigns.pledge'),
              heading: true,
              cell: (row) => (
                <Link to={link(`/records/giving.pledge/${row.pledge}`, { branch: row.branch })}>
                  {row.number}
                </Link>
              ),
            },
            { key: 'donor', title: t('campaigns.donor'), cell: ({ donor }) => donor },
            {
              key: 'due',
              title: t('campaigns.due_on'),
              cell: (row) => <DueDay deadline={{ ...row, due: row.due_on }} />,
            },
            {
              key: 'open',
              title: t('campaigns.open_amount'),
              numeric: true,
              cell: ({ open }) => groupAmount(open),
            },
          ]}
        />
      )}
    </section>
  )
}
