/**
 * Tables at the edge: text in, typed rows out, and text out again; errors name row and column.
 *
 * @module
 */
export { columnIndex } from "./table.ts";
export type { DecimalMark, Table, TableRow } from "./table.ts";
export { findDelimiter, parseTable, tableFromRecords } from "./parse_table.ts";
export type { ParseTableOptions } from "./parse_table.ts";
export { readBytes, readHead, readTable, readTextFile } from "./read_table.ts";
export type { ReadTableOptions } from "./read_table.ts";
export { isSpreadsheet, parseWorkbook, readWorkbook } from "./read_workbook.ts";
export type { ReadWorkbookOptions } from "./read_workbook.ts";
export type { Sheet, Workbook } from "./workbook.ts";
export { saysSimulated } from "./says_simulated.ts";
export { splitGrid } from "./split_grid.ts";
export { decodeText } from "./decode_text.ts";
export type { Encoding } from "./decode_text.ts";
export { splitRecords } from "./split_records.ts";
export { openParquetGroups } from "./parquet_groups.ts";
export type { ParquetGroups } from "./parquet_groups.ts";
export type { ParquetColumn } from "./parquet_column.ts";
export { readParquet } from "./read_parquet.ts";
export { looksLikePrism, prismTablesOf, readPrism } from "./read_pzfx.ts";
export type { PrismCell, PrismColumn, PrismTable } from "./prism_table.ts";
export { isMissing } from "./missing.ts";
export { parseNumber } from "./parse_number.ts";
export { formatCsv } from "./format_csv.ts";
export type { FormatCsvOptions } from "./format_csv.ts";
export { writeBytesAtomically, writeTextAtomically } from "./write_text_atomically.ts";
export { numberFormat } from "./number_format.ts";
export type { NumberFormat } from "./number_format.ts";
export { booleanColumn, choiceColumn, numberColumn, textColumn } from "./columns.ts";
export type { Column, ColumnOptions, Nullable, NumberColumnOptions } from "./columns.ts";
export { readColumns } from "./read_columns.ts";
export type { RecordOf } from "./read_columns.ts";
export { excludeRows } from "./exclude_rows.ts";
export type { ExcludedRow } from "./exclude_rows.ts";
export { groupRows } from "./group_rows.ts";
export type { RowGroup } from "./group_rows.ts";
export { sortRows } from "./sort_rows.ts";
export { fromDataFrame, loadDanfo, toDataFrame } from "./data_frame.ts";
export type { Danfo, DataFrame, FrameCell } from "./data_frame.ts";
export { readWithSchema } from "./table_schema.ts";
export type { Field, FieldType, SchemaCell, SchemaRow, TableSchema } from "./table_schema.ts";
export { readDataPackage, readDescribedTable, validateDataPackage } from "./data_package.ts";
export type { DataPackage, PackageTable } from "./data_package.ts";
export { parseDescriptor } from "./package_descriptor.ts";
export type {
  PackageDescriptor,
  PackageLicense,
  PackageResource,
  PackageSource,
} from "./package_descriptor.ts";
