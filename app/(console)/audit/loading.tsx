import { ListOutline } from '../_components/list-outline'

export default function AuditLoading() {
  return <ListOutline />
}
