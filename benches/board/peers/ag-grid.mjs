import {
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ModuleRegistry,
  createGrid,
  themeQuartz,
} from 'ag-grid-community';

ModuleRegistry.registerModules([ClientSideRowModelModule, ClientSideRowModelApiModule]);

/** AG Grid as its guide to many updates has it: rows by id, changes as transactions that it gathers, the sort by difference. */
export function mount(host, jobs, _members, columns) {
  const api = createGrid(host, {
    theme: themeQuartz,
    rowData: jobs,
    getRowId: ({data}) => data.id,
    deltaSort: true,
    columnDefs: columns.map(({field, title, width, text, key}) => ({
      colId: field,
      headerName: title,
      width,
      valueGetter: ({data}) => (key ?? text)(data),
      ...(key && {
        valueFormatter: ({data}) => text(data),
        sort: 'asc',
        comparator: (a, b) => (a < b ? -1 : Number(a > b)),
      }),
    })),
  });
  return {
    change: job => api.applyTransactionAsync({update: [job]}),
    scroller: () => host.querySelector('.ag-body-viewport'),
    firstRow: () => host.querySelector('.ag-row[row-index="0"]') ?? host.querySelector('.ag-row'),
  };
}
