/** The one place that knows the package that writes Parquet: its bytes, runs, page headers and footer. */
export { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
export { writePageHeader } from "hyparquet-writer/src/datapage.js";
export { writeRleBitPackedHybrid } from "hyparquet-writer/src/encoding.js";
export { writeMetadata } from "hyparquet-writer/src/metadata.js";

import type { writeMetadata } from "hyparquet-writer/src/metadata.js";

/** The footer of a file. */
export type FileMetaData = Parameters<typeof writeMetadata>[1];

/** A row group as the footer describes it. */
export type RowGroup = FileMetaData["row_groups"][number];

/** A column of a row group as the footer describes it. */
export type ColumnChunk = RowGroup["columns"][number];
