import { ListOutline } from '../../_components/list-outline'

export default function PersonLoading() {
  return <ListOutline />
}
