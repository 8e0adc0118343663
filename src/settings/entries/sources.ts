/** Spark's configuration of files, tables and columnar data; `index.ts` says how to read a line. */
export const sources = `
spark.sql.avro.compression.codec|enum(bzip2,deflate,uncompressed,xz,snappy,zstandard)|snappy
..3.5 ~spark.sql.avro.datetimeRebaseModeInRead|ENUM(EXCEPTION,LEGACY,CORRECTED)|EXCEPTION
4.0.. ~spark.sql.avro.datetimeRebaseModeInRead|ENUM(EXCEPTION,LEGACY,CORRECTED)|CORRECTED
..3.5 ~spark.sql.avro.datetimeRebaseModeInWrite|ENUM(EXCEPTION,LEGACY,CORRECTED)|EXCEPTION
4.0.. ~spark.sql.avro.datetimeRebaseModeInWrite|ENUM(EXCEPTION,LEGACY,CORRECTED)|CORRECTED
spark.sql.avro.deflate.level|int(-1,1..9)|-1
spark.sql.avro.filterPushdown.enabled|boolean|true
4.3.. !~spark.sql.avro.schemaUrlAllowedSchemes|string|
4.0.. spark.sql.avro.xz.level|int(1..9)|6
4.0.. spark.sql.avro.zstandard.bufferPool.enabled|boolean|false
4.0.. spark.sql.avro.zstandard.level|int|3
spark.sql.csv.filterPushdown.enabled|boolean|true
~spark.sql.csv.parser.columnPruning.enabled|boolean|true
~spark.sql.csv.parser.inputBufferSize|int|-
4.3.. spark.sql.files.archive.reader.enabled|boolean|false
spark.sql.files.ignoreCorruptFiles|boolean|false
4.0.. spark.sql.files.ignoreInvalidPartitionPaths|boolean|false
spark.sql.files.ignoreMissingFiles|boolean|false
4.3.. spark.sql.files.ignoredPathSegmentRegex|string|^[._]
spark.sql.files.maxPartitionBytes|bytes|134217728b
spark.sql.files.maxPartitionNum|int(1..)|-
spark.sql.files.maxRecordsPerFile|long|0
spark.sql.files.minPartitionNum|int(1..)|-
~spark.sql.files.openCostInBytes|bytes|4194304b
4.0.. ~spark.sql.files.supportSecondOffsetFormat|boolean|true
~spark.sql.hive.advancedPartitionPredicatePushdown.enabled|boolean|true
~spark.sql.hive.caseSensitiveInferenceMode|ENUM(INFER_AND_SAVE,INFER_ONLY,NEVER_INFER)|NEVER_INFER
~spark.sql.hive.convertCTAS|boolean|false
spark.sql.hive.convertInsertingPartitionedTable|boolean|true
4.0.. spark.sql.hive.convertInsertingUnpartitionedTable|boolean|true
4.1.. spark.sql.hive.convertMetastoreAsNullable|boolean|false
spark.sql.hive.convertMetastoreCtas|boolean|true
spark.sql.hive.convertMetastoreInsertDir|boolean|true
spark.sql.hive.convertMetastoreOrc|boolean|true
spark.sql.hive.convertMetastoreParquet|boolean|true
spark.sql.hive.convertMetastoreParquet.mergeSchema|boolean|false
spark.sql.hive.dropPartitionByName.enabled|boolean|false
spark.sql.hive.filesourcePartitionFileCacheSize|long|262144000
~spark.sql.hive.gatherFastStats|boolean|true
4.3.. spark.sql.hive.initializeMetastoreFormatClasses|boolean|true
spark.sql.hive.manageFilesourcePartitions|boolean|true
!spark.sql.hive.metastore.barrierPrefixes|string|
!spark.sql.hive.metastore.jars|string|builtin
!spark.sql.hive.metastore.jars.path|string|
..4.0 !spark.sql.hive.metastore.sharedPrefixes|string|com.mysql.jdbc,org.postgresql,com.microsoft.sqlserver,oracle.jdbc
4.1.. !spark.sql.hive.metastore.sharedPrefixes|string|com.mysql.jdbc,com.mysql.cj,org.postgresql,com.microsoft.sqlserver,oracle.jdbc
..3.5 !spark.sql.hive.metastore.version|string|2.3.9
4.0.. !spark.sql.hive.metastore.version|string|2.3.10
spark.sql.hive.metastorePartitionPruning|boolean|true
spark.sql.hive.metastorePartitionPruningFallbackOnException|boolean|false
spark.sql.hive.metastorePartitionPruningFastFallback|boolean|false
~spark.sql.hive.metastorePartitionPruningInSetThreshold|int(1..)|1000
4.3.. spark.sql.hive.showCreateTableAsSerde|boolean|false
~spark.sql.hive.tablePropertyLengthThreshold|int|-
spark.sql.hive.thriftServer.async|boolean|true
4.3.. !~spark.sql.hive.thriftServer.http.sniHostCheckEnabled|boolean|true
!spark.sql.hive.thriftServer.singleSession|boolean|false
~spark.sql.hive.useDelegateForSymlinkTextInputFormat|boolean|true
..3.5 spark.sql.hive.verifyPartitionPath|boolean|false
..3.5 !spark.sql.hive.version|string|2.3.9
4.0.. !spark.sql.hive.version|string|2.3.10
spark.sql.inMemoryColumnarStorage.batchSize|int|10000
spark.sql.inMemoryColumnarStorage.compressed|boolean|true
spark.sql.inMemoryColumnarStorage.enableVectorizedReader|boolean|true
4.0.. spark.sql.inMemoryColumnarStorage.hugeVectorReserveRatio|double|1.2
4.0.. spark.sql.inMemoryColumnarStorage.hugeVectorThreshold|bytes|-1b
~spark.sql.inMemoryColumnarStorage.partitionPruning|boolean|true
4.0.. ~spark.sql.json.enableExactStringParsing|boolean|true
~spark.sql.json.enablePartialResults|boolean|true
spark.sql.json.filterPushdown.enabled|boolean|true
4.0.. spark.sql.json.useUnsafeRow|boolean|false
spark.sql.orc.aggregatePushdown|boolean|false
spark.sql.orc.columnarReaderBatchSize|int|4096
spark.sql.orc.columnarWriterBatchSize|int|1024
..3.5 spark.sql.orc.compression.codec|ENUM(uncompressed,lz4,lzo,snappy,zlib,none,zstd)|snappy
4.0.. spark.sql.orc.compression.codec|ENUM(brotli,uncompressed,lz4,lzo,snappy,zlib,none,zstd)|zstd
spark.sql.orc.enableNestedColumnVectorizedReader|boolean|true
spark.sql.orc.enableVectorizedReader|boolean|true
spark.sql.orc.filterPushdown|boolean|true
~spark.sql.orc.impl|enum(hive,native)|native
spark.sql.orc.mergeSchema|boolean|false
spark.sql.parquet.aggregatePushdown|boolean|false
spark.sql.parquet.binaryAsString|boolean|false
spark.sql.parquet.columnarReaderBatchSize|int|4096
..3.5 spark.sql.parquet.compression.codec|ENUM(brotli,uncompressed,lz4,gzip,lzo,lz4raw,snappy,lz4_raw,none,zstd)|snappy
4.0.. spark.sql.parquet.compression.codec|ENUM(brotli,uncompressed,lzo,snappy,lz4_raw,none,zstd,lz4,gzip)|snappy
..3.5 ~spark.sql.parquet.datetimeRebaseModeInRead|ENUM(EXCEPTION,LEGACY,CORRECTED)|EXCEPTION
4.0.. ~spark.sql.parquet.datetimeRebaseModeInRead|ENUM(EXCEPTION,LEGACY,CORRECTED)|CORRECTED
..3.5 ~spark.sql.parquet.datetimeRebaseModeInWrite|ENUM(EXCEPTION,LEGACY,CORRECTED)|EXCEPTION
4.0.. ~spark.sql.parquet.datetimeRebaseModeInWrite|ENUM(EXCEPTION,LEGACY,CORRECTED)|CORRECTED
spark.sql.parquet.enableNestedColumnVectorizedReader|boolean|true
4.1.. ~spark.sql.parquet.enableNullTypeVectorizedReader|boolean|true
spark.sql.parquet.enableVectorizedReader|boolean|true
spark.sql.parquet.fieldId.read.enabled|boolean|false
spark.sql.parquet.fieldId.read.ignoreMissing|boolean|false
spark.sql.parquet.fieldId.write.enabled|boolean|true
spark.sql.parquet.filterPushdown|boolean|true
~spark.sql.parquet.filterPushdown.date|boolean|true
~spark.sql.parquet.filterPushdown.decimal|boolean|true
~spark.sql.parquet.filterPushdown.string.startsWith|boolean|true
~spark.sql.parquet.filterPushdown.stringPredicate|boolean|=spark.sql.parquet.filterPushdown.string.startsWith
~spark.sql.parquet.filterPushdown.timestamp|boolean|true
4.1.. ~spark.sql.parquet.ignoreVariantAnnotation|boolean|false
spark.sql.parquet.inferTimestampNTZ.enabled|boolean|true
spark.sql.parquet.int96AsTimestamp|boolean|true
..3.5 ~spark.sql.parquet.int96RebaseModeInRead|ENUM(EXCEPTION,LEGACY,CORRECTED)|EXCEPTION
4.0.. ~spark.sql.parquet.int96RebaseModeInRead|ENUM(EXCEPTION,LEGACY,CORRECTED)|CORRECTED
..3.5 ~spark.sql.parquet.int96RebaseModeInWrite|ENUM(EXCEPTION,LEGACY,CORRECTED)|EXCEPTION
4.0.. ~spark.sql.parquet.int96RebaseModeInWrite|ENUM(EXCEPTION,LEGACY,CORRECTED)|CORRECTED
spark.sql.parquet.int96TimestampConversion|boolean|false
spark.sql.parquet.mergeSchema|boolean|false
..3.5 ~spark.sql.parquet.output.committer.class|string|org.apache.parquet.hadoop.ParquetOutputCommitter
4.0.. ~spark.sql.parquet.output.committer.class|class|org.apache.parquet.hadoop.ParquetOutputCommitter
spark.sql.parquet.outputTimestampType|ENUM(INT96,TIMESTAMP_MICROS,TIMESTAMP_MILLIS)|INT96
~spark.sql.parquet.pushdown.inFilterThreshold|int(0..)|10
4.1.. ~spark.sql.parquet.reader.respectUnknownTypeAnnotation.enabled|boolean|false
spark.sql.parquet.recordLevelFilter.enabled|boolean|false
spark.sql.parquet.respectSummaryFiles|boolean|false
4.1.. ~spark.sql.parquet.variant.annotateLogicalType.enabled|boolean|true
spark.sql.parquet.writeLegacyFormat|boolean|false
4.1..4.1 spark.sql.shuffle.orderIndependentChecksum.enableFullRetryOnMismatch|boolean|false
4.2.. spark.sql.shuffle.orderIndependentChecksum.enableFullRetryOnMismatch|boolean|true
4.2.. ~spark.sql.shuffle.orderIndependentChecksum.enableQueryLevelRollbackOnMismatch|boolean|false
4.1..4.1 spark.sql.shuffle.orderIndependentChecksum.enabled|boolean|false
4.2.. spark.sql.shuffle.orderIndependentChecksum.enabled|boolean|true
spark.sql.shuffle.partitions|int(1..)|200
4.3.. spark.sql.shuffle.spreadNullJoinKeys.enabled|boolean|false
~spark.sql.sources.binaryFile.maxLength|int|2147483647
spark.sql.sources.bucketing.autoBucketedScan.enabled|boolean|true
spark.sql.sources.bucketing.enabled|boolean|true
spark.sql.sources.bucketing.maxBuckets|int(1..)|100000
..3.5 ~spark.sql.sources.commitProtocolClass|string|org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol
4.0.. ~spark.sql.sources.commitProtocolClass|class|org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol
spark.sql.sources.default|string|parquet
!spark.sql.sources.disabledJdbcConnProviderList|string|
~spark.sql.sources.fileCompressionFactor|double(>0..)|1.0
~spark.sql.sources.ignoreDataLocality|boolean|false
..3.5 ~spark.sql.sources.outputCommitterClass|string|-
4.0.. ~spark.sql.sources.outputCommitterClass|class|-
~spark.sql.sources.parallelPartitionDiscovery.parallelism|int|10000
spark.sql.sources.parallelPartitionDiscovery.threshold|int(0..)|32
spark.sql.sources.partitionColumnTypeInference.enabled|boolean|true
spark.sql.sources.partitionOverwriteMode|ENUM(STATIC,DYNAMIC)|STATIC
!~spark.sql.sources.schemaStringLengthThreshold|int|4000
4.3.. spark.sql.sources.structPredicateDecompose.enabled|boolean|true
4.3.. ~spark.sql.sources.structPredicateDecompose.maxFields|int(1..)|100
4.0.. ~spark.sql.sources.useListFilesFileSystemList|string|s3a
~spark.sql.sources.useV1SourceList|string|avro,csv,json,kafka,orc,parquet,text
4.0.. spark.sql.sources.v2.bucketing.allowCompatibleTransforms.enabled|boolean|false
4.0..4.2 spark.sql.sources.v2.bucketing.allowJoinKeysSubsetOfPartitionKeys.enabled|boolean|false
4.3.. spark.sql.sources.v2.bucketing.allowKeysSubsetOfPartitionKeys.enabled|boolean|false
..4.0 spark.sql.sources.v2.bucketing.enabled|boolean|false
4.1.. spark.sql.sources.v2.bucketing.enabled|boolean|true
spark.sql.sources.v2.bucketing.partiallyClusteredDistribution.enabled|boolean|false
4.0.. spark.sql.sources.v2.bucketing.partition.filter.enabled|boolean|false
4.2.. spark.sql.sources.v2.bucketing.partitionKeyOrdering.enabled|boolean|false
4.2.. spark.sql.sources.v2.bucketing.preserveKeyOrderingOnCoalesce.enabled|boolean|false
4.2.. spark.sql.sources.v2.bucketing.preserveOrderingOnCoalesce.enabled|boolean|false
..3.5 spark.sql.sources.v2.bucketing.pushPartValues.enabled|boolean|false
4.0.. spark.sql.sources.v2.bucketing.pushPartValues.enabled|boolean|true
4.0.. spark.sql.sources.v2.bucketing.shuffle.enabled|boolean|false
4.0.. spark.sql.sources.v2.bucketing.sorting.enabled|boolean|false
~spark.sql.sources.validatePartitionColumns|boolean|true
4.0.. ~spark.sql.variant.allowDuplicateKeys|boolean|false
4.0..4.0 ~spark.sql.variant.allowReadingShredded|boolean|false
4.1.. ~spark.sql.variant.allowReadingShredded|boolean|true
4.0.. ~spark.sql.variant.forceShreddingSchemaForTest|string|
4.1.. ~spark.sql.variant.inferShreddingSchema|boolean|true
4.0..4.0 ~spark.sql.variant.pushVariantIntoScan|boolean|false
4.1.. ~spark.sql.variant.pushVariantIntoScan|boolean|true
4.3.. ~spark.sql.variant.pushVariantIntoScan.deferCastError|boolean|false
4.3.. ~spark.sql.variant.pushVariantIntoScan.pullOutExtractions|boolean|true
4.1.. ~spark.sql.variant.shredding.maxSchemaDepth|int|50
4.1.. ~spark.sql.variant.shredding.maxSchemaWidth|int|300
4.2.. ~spark.sql.variant.validateUnicodeInJsonParsing|boolean|true
4.0..4.0 ~spark.sql.variant.writeShredding.enabled|boolean|false
4.1.. ~spark.sql.variant.writeShredding.enabled|boolean|true
4.3.. ~spark.sql.xml.schemaInference.incrementalTypeCasting.enabled|boolean|true
4.2.. spark.sql.xml.variant.respectInferSchema|boolean|true
`;
