"""The twelve categories of demands (诉求类别); stored values never change their spelling."""

CATEGORIES = (
    "城乡建设",
    "劳动和社会保障",
    "教育文体",
    "商贸旅游",
    "环境保护",
    "卫生健康",
    "交通运输",
    "公用事业",
    "农业农村",
    "公共安全",
    "政务服务",
    "民政救助",
)
