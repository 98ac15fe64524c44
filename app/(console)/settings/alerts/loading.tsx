import { ListOutline } from '../../_components/list-outline'

export default function AlertsLoading() {
  return <ListOutline />
}
