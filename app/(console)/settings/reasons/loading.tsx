import { ListOutline } from '../../_components/list-outline'

export default function ReasonsLoading() {
  return <ListOutline />
}
