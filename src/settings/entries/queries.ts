/** Spark's configuration of what queries mean, and all that fits nowhere else; `index.ts` says how to read a line. */
export const queries = `
~spark.sql.addPartitionInBatch.size|int(1..)|100
spark.sql.allowNamedFunctionArguments|boolean|true
4.0.. ~spark.sql.alwaysInlineCommonExpr|boolean|false
spark.sql.ansi.doubleQuotedIdentifiers|boolean|false
..3.5 spark.sql.ansi.enabled|boolean|false
4.0.. spark.sql.ansi.enabled|boolean|true
spark.sql.ansi.enforceReservedKeywords|boolean|false
spark.sql.ansi.relationPrecedence|boolean|false
4.0.. ~spark.sql.assumeAnsiFalseIfNotPersisted.enabled|boolean|true
spark.sql.autoBroadcastJoinThreshold|bytes|10485760b
4.3.. ~spark.sql.binByRelationOperator.enabled|boolean|false
4.0.. spark.sql.binaryOutputStyle|ENUM(UTF-8,BASIC,BASE64,HEX,HEX_DISCRETE)|-
!~spark.sql.broadcastExchange.maxThreadThreshold|int|128
spark.sql.broadcastTimeout|seconds|300000ms
spark.sql.bucketing.coalesceBucketsInJoin.enabled|boolean|false
spark.sql.bucketing.coalesceBucketsInJoin.maxBucketRatio|int(1..)|4
!spark.sql.cache.serializer|string|org.apache.spark.sql.execution.columnar.DefaultCachedBatchSerializer
~spark.sql.caseSensitive|boolean|false
..3.5 spark.sql.catalog.spark_catalog|string|-
4.0.. spark.sql.catalog.spark_catalog|string|builtin
!spark.sql.catalog.spark_catalog.defaultDatabase|string|default
!~spark.sql.catalogImplementation|string|in-memory
spark.sql.charAsVarchar|boolean|false
spark.sql.chunkBase64String.enabled|boolean|true
4.1.. spark.sql.classic.shuffleDependency.fileCleanup.enabled|boolean|false
spark.sql.cli.print.header|boolean|false
4.2.. spark.sql.collation.allowInMapKeys|boolean|false
4.2.. ~spark.sql.collation.objectLevel.enabled|boolean|true
4.2.. ~spark.sql.collation.schemaLevel.enabled|boolean|false
spark.sql.columnNameOfCorruptRecord|string|_corrupt_record
~spark.sql.constraintPropagation.enabled|boolean|true
~spark.sql.crossJoin.enabled|boolean|true
4.1.. ~spark.sql.cteRecursionAnchorRowsLimitToConvertToLocalRelation|int|100
4.1.. ~spark.sql.cteRecursionLevelLimit|int|100
4.1.. ~spark.sql.cteRecursionRowLimit|int|1000000
4.1.. ~spark.sql.cteRelationDefMaxRows.enabled|boolean|true
4.0.. ~spark.sql.dataFrameQueryContext.enabled|boolean|true
4.1.. ~spark.sql.dataSource.alwaysCreateV2Predicate|boolean|true
4.0.. ~spark.sql.dataSource.skipAssertOnPredicatePushdown|boolean|true
4.0.. ~spark.sql.dataframeCache.logLevel|ENUM(ERROR,WARN,INFO,DEBUG,TRACE)|TRACE
spark.sql.datetime.java8API.enabled|boolean|false
~spark.sql.decimalOperations.allowPrecisionLoss|boolean|true
4.0.. spark.sql.defaultCacheStorageLevel|ENUM(NONE,DISK_ONLY,DISK_ONLY_2,DISK_ONLY_3,MEMORY_ONLY,MEMORY_ONLY_2,MEMORY_ONLY_SER,MEMORY_ONLY_SER_2,MEMORY_AND_DISK,MEMORY_AND_DISK_2,MEMORY_AND_DISK_SER,MEMORY_AND_DISK_SER_2,OFF_HEAP)|MEMORY_AND_DISK
spark.sql.defaultCatalog|string|spark_catalog
~spark.sql.defaultColumn.allowedProviders|string|csv,json,orc,parquet
~spark.sql.defaultColumn.enabled|boolean|true
~spark.sql.defaultColumn.useNullsForMissingDefaultValues|boolean|true
4.2.. spark.sql.defaultPath|string|
~spark.sql.defaultSizeInBytes|bytes|9223372036854775807b
!~spark.sql.defaultUrlStreamHandlerFactory.enabled|boolean|true
4.3.. ~spark.sql.dropDuplicates.deterministicKeyOrder.enabled|boolean|true
4.2.. spark.sql.dropTableOnView.enabled|boolean|true
4.1.. ~spark.sql.enforceTypeCoercionBeforeUnionDeduplication.enabled|boolean|true
..4.1 spark.sql.error.messageFormat|ENUM(PRETTY,MINIMAL,STANDARD)|PRETTY
4.2.. spark.sql.error.messageFormat|ENUM(PRETTY,MINIMAL,STANDARD,DEBUG)|PRETTY
~spark.sql.exchange.reuse|boolean|true
4.3.. spark.sql.experimental.optimizer.pyTranspilers|string|catalyst
4.3.. spark.sql.experimental.optimizer.transpilePyUDFs|boolean|false
4.0.. ~spark.sql.expressionTreeChangeLog.level|ENUM(ERROR,WARN,INFO,DEBUG,TRACE)|TRACE
4.0.. spark.sql.extendedExplainProviders|string|-
!spark.sql.extensions|string|-
4.0.. !spark.sql.extensions.test.loadFromCp|boolean|true
4.2.. spark.sql.fileSource.insert.enforceNotNull|boolean|false
!~spark.sql.filesourceTableRelationCacheSize|int|1000
spark.sql.function.concatBinaryAsString|boolean|false
spark.sql.function.eltOutputAsString|boolean|false
4.2.. spark.sql.function.protobufExtensions.enabled|boolean|false
4.2.. ~spark.sql.functionResolution.sessionOrder|enum(first,second,last)|second
4.3.. spark.sql.generatedColumn.allowNullableIngest.enabled|boolean|true
4.1..4.1 ~spark.sql.geospatial.enabled|boolean|false
4.2.. ~spark.sql.geospatial.enabled|boolean|true
!~spark.sql.globalTempDatabase|string|global_temp
spark.sql.groupByAliases|boolean|true
spark.sql.groupByOrdinal|boolean|true
4.0.. spark.sql.icu.caseMappings.enabled|boolean|true
~spark.sql.inMemoryTableScanStatistics.enable|boolean|false
4.2.. spark.sql.insertIntoReplaceOn.enabled|boolean|true
4.2.. ~spark.sql.insertIntoReplaceOnByName.enabled|boolean|true
4.2.. spark.sql.insertIntoReplaceUsing.enabled|boolean|true
4.2.. ~spark.sql.insertIntoReplaceUsingByName.enabled|boolean|true
4.3.. ~spark.sql.insertIntoReplaceWhereColumnList.enabled|boolean|true
4.2.. ~spark.sql.insertNestedTypeCoercion.enabled|boolean|false
spark.sql.jsonGenerator.ignoreNullFields|boolean|true
~spark.sql.jsonGenerator.writeNullIfWithDefaultValue|boolean|true
4.3.. !~spark.sql.kafka.disallowedOptions|string|
~spark.sql.lateralColumnAlias.enableImplicitResolution|boolean|true
4.0.. ~spark.sql.lazySetOperatorOutput.enabled|boolean|true
spark.sql.leafNodeDefaultParallelism|int(1..)|-
4.0.. ~spark.sql.lightweightPlanChangeValidation|boolean|true
~spark.sql.limit.initialNumPartitions|int(1..)|1
~spark.sql.limit.scaleUpFactor|int|4
4.2.. ~spark.sql.listagg.allowDistinctCastWithOrder.enabled|boolean|true
spark.sql.mapKeyDedupPolicy|ENUM(EXCEPTION,LAST_WIN)|EXCEPTION
4.1.. ~spark.sql.mapZipWithUsesJavaCollections|boolean|true
spark.sql.maven.additionalRemoteRepositories|string|https://maven-central.storage-download.googleapis.com/maven2/
4.1.. spark.sql.maxBroadcastTableSize|bytes|8589934592b
~spark.sql.maxConcurrentOutputFileWriters|int|0
spark.sql.maxMetadataStringLength|int(4..)|100
spark.sql.maxPlanStringLength|bytes(0..2147483632)|2147483632b
..3.5 spark.sql.maxSinglePartitionBytes|bytes|9223372036854775807b
4.0.. spark.sql.maxSinglePartitionBytes|bytes|134217728b
4.1.. ~spark.sql.mergeNestedTypeCoercion.enabled|boolean|false
!spark.sql.metadataCacheTTLSeconds|ms|-1000ms
4.1.. ~spark.sql.nameResolutionLog.level|ENUM(ERROR,WARN,INFO,DEBUG,TRACE)|TRACE
~spark.sql.objectHashAggregate.sortBased.fallbackThreshold|int|128
4.0.. spark.sql.operatorPipeSyntaxEnabled|boolean|true
~spark.sql.optimizeNullAwareAntiJoin|boolean|true
4.2.. ~spark.sql.optimizeNullAwareAntiJoin.broadcastThreshold|bytes|-1b
spark.sql.orderByOrdinal|boolean|true
4.0.. ~spark.sql.orderingAwareLimitOffset|boolean|true
4.0.. ~spark.sql.parser.eagerEvalOfUnresolvedInlineTable|boolean|true
~spark.sql.parser.escapedStringLiterals|boolean|false
4.1.. ~spark.sql.parser.manageParserCaches|boolean|false
4.1.. ~spark.sql.parser.parserDfaCacheFlushRatio|double(..100)|-1.0
4.1.. ~spark.sql.parser.parserDfaCacheFlushThreshold|int|-1
spark.sql.parser.quotedRegexColumnNames|boolean|false
4.2.. spark.sql.parser.singleCharacterPipeOperator.enabled|boolean|true
4.2.. spark.sql.path.enabled|boolean|false
spark.sql.pivotMaxValues|int|10000
~spark.sql.planChangeValidation|boolean|false
4.3.. ~spark.sql.planChangeValidation.nullability|boolean|false
4.0.. spark.sql.preserveCharVarcharTypeInfo|boolean|false
4.1.. ~spark.sql.prioritizeOrdinalResolutionInSort.enabled|boolean|true
4.3.. ~spark.sql.protobuf.descriptorCacheSize|int(0..)|8
4.1.. ~spark.sql.python.filterPushdown.enabled|boolean|false
!spark.sql.queryExecutionListeners|string|-
spark.sql.readSideCharPadding|boolean|true
spark.sql.redaction.options.regex|string|(?i)url
spark.sql.redaction.string.regex|string|-
4.3.. !spark.sql.reflect.allowList|string|
~spark.sql.requireAllClusterKeysForCoPartition|boolean|true
~spark.sql.requireAllClusterKeysForDistribution|boolean|false
4.3.. !~spark.sql.restrictedMode.enabled|boolean|false
4.0.. !~spark.sql.resultQueryStage.maxThreadThreshold|int|1024
~spark.sql.retainGroupColumns|boolean|true
4.0.. ~spark.sql.runCollationTypeCastsBeforeAliasAssignment.enabled|boolean|true
~spark.sql.runSQLOnFiles|boolean|true
~spark.sql.selfJoinAutoResolveAmbiguity|boolean|true
4.0.. spark.sql.shuffleDependency.fileCleanup.enabled|boolean|false
4.0.. spark.sql.shuffleDependency.skipMigration.enabled|boolean|false
4.0.. !~spark.sql.shuffleExchange.maxThreadThreshold|int|1024
spark.sql.shuffledHashJoinFactor|int(1..)|3
~spark.sql.sort.enableRadixSort|boolean|true
~spark.sql.stableDerivedColumnAlias.enabled|boolean|false
4.0.. spark.sql.stackTracesInDataFrameContext|int(1..)|1
spark.sql.storeAssignmentPolicy|ENUM(ANSI,LEGACY,STRICT)|ANSI
!~spark.sql.subquery.maxThreadThreshold|int|16
4.3.. spark.sql.timeTravel.atSyntax.enabled|boolean|true
4.0.. spark.sql.timeTravelTimestampKey|string|timestampAsOf
4.0.. spark.sql.timeTravelVersionKey|string|versionAsOf
4.1.. ~spark.sql.timeType.enabled|boolean|false
4.3.. ~spark.sql.timestampNanosTypes.enabled|boolean|false
spark.sql.timestampType|ENUM(TIMESTAMP_NTZ,TIMESTAMP_LTZ)|TIMESTAMP_LTZ
4.0.. spark.sql.transposeMaxValues|int|500
~spark.sql.truncateTable.ignorePermissionAcl.enabled|boolean|false
spark.sql.tvf.allowMultipleTableArguments.enabled|boolean|false
4.2..4.2 ~spark.sql.types.framework.enabled|boolean|false
spark.sql.udt.allowCreatingUDTFromString|boolean|true
spark.sql.udt.allowedDynamicUDTClasses|string|
4.1.. ~spark.sql.unionOutputPartitioning|boolean|true
4.0.. ~spark.sql.useCommonExprIdForAlias|boolean|true
spark.sql.variable.substitute|boolean|true
~spark.sql.view.maxNestedViewDepth|int(1..)|100
!spark.sql.warehouse.dir|string|spark-warehouse
`;
